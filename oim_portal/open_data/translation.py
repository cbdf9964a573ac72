"""Which fields of this app's models are kept in each language (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import OpenDataSettings


@register(OpenDataSettings)
class OpenDataSettingsTranslation(TranslationOptions):
    fields = ("licence",)
