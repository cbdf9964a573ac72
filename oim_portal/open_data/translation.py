"""Translated fields of this app's models (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import OpenDataSettings


@register(OpenDataSettings)
class OpenDataSettingsTranslation(TranslationOptions):
    fields = ("licence",)
