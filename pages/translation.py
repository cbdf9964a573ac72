"""What is kept in each language (django-modeltranslation): of page types, what they declare.

`translated_panels` names the fields of a page type; rows, snippets and settings are registered here
and in the `translation` modules of other apps.
"""

from modeltranslation.translator import TranslationOptions, register, translator

from .contract import page_types
from .models import BasePage, Commitment, PortalSettings, Value


@register(Commitment)
class CommitmentTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("es",)


@register(Value)
class ValueTranslation(TranslationOptions):
    fields = ("name", "description")
    required_languages = {"es": ("name",)}


@register(PortalSettings)
class PortalSettingsTranslation(TranslationOptions):
    fields = ("site_name", "organisation", "address", "footer", "alert")


def register_page_types() -> None:
    """Register every page type, one that others inherit from before them."""
    for model in sorted(page_types(), key=lambda model: len(model.__mro__)):
        fields = model.translated_titles if model is BasePage else model.translated_panels
        options = type(
            f"{model.__name__}Translation", (TranslationOptions,), {"fields": tuple(fields)}
        )
        translator.register(model, options)


register_page_types()
