"""Registration of the translated fields of inline rows (`pages.translation` has the pages')."""

from modeltranslation.translator import TranslationOptions, register

from .models import Correction


@register(Correction)
class CorrectionTranslation(TranslationOptions):
    fields = ("said", "says")
    required_languages = {"es": ("says",)}
