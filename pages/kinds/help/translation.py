"""Registration of the translated fields of inline rows (`pages.translation` has the pages')."""

from modeltranslation.translator import TranslationOptions, register

from .models import HelpStep


@register(HelpStep)
class HelpStepTranslation(TranslationOptions):
    fields = ("title", "text")
    required_languages = {"es": ("title",)}
