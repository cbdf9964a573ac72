"""Registration of translated snippet fields with django-modeltranslation."""

from modeltranslation.translator import TranslationOptions, register

from .models import Source, Theme


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("es",)


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("title", "date_as_written")
    required_languages = {"es": ("title",)}
