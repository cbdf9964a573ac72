"""The container has no texts of its own; every page type is registered all the same."""

from modeltranslation.translator import TranslationOptions, register

from .models import BinPage


@register(BinPage)
class BinPageTranslation(TranslationOptions):
    fields = ()
