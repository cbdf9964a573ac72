"""Registration of translated fields of snippets and inline rows with django-modeltranslation."""

from modeltranslation.translator import TranslationOptions, register

from .models import Era, EventPicture, Source, Theme


@register(Era)
class EraTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("es",)


@register(EventPicture)
class EventPictureTranslation(TranslationOptions):
    fields = ("image_alt",)


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("name",)
    required_languages = ("es",)


@register(Source)
class SourceTranslation(TranslationOptions):
    fields = ("title", "date_as_written")
    required_languages = {"es": ("title",)}
