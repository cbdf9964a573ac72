"""Which fields of this app's models are kept in each language (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import PortalImage


@register(PortalImage)
class PortalImageTranslationOptions(TranslationOptions):
    fields = ("description",)
