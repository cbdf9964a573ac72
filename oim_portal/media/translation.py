"""Translated fields of the models of this app (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import PortalImage


@register(PortalImage)
class PortalImageTranslationOptions(TranslationOptions):
    fields = ("description",)
