"""Which fields of this app's models are kept in each language (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import HistoryEventPage, HistoryPage, Source, Theme


@register(HistoryPage)
class HistoryPageTranslation(TranslationOptions):
    fields = ("lead", "narrative")


@register(HistoryEventPage)
class HistoryEventPageTranslation(TranslationOptions):
    fields = ("text", "date_as_written", "image_alt")


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("es",)


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("title", "date_as_written")
    required_languages = {"es": ("title",)}
