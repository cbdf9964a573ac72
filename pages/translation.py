"""Registration of translated fields with django-modeltranslation.

The fields of a page type come from its `translated_panels`; inline rows, snippets and settings are
registered here and in the `translation` modules of other apps.
"""

from modeltranslation.translator import TranslationOptions, register, translator

from .contract import page_types
from .models import BasePage, Commitment, HomeWay, PortalSettings, Value


@register(Commitment)
class CommitmentTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("es",)


@register(Value)
class ValueTranslation(TranslationOptions):
    fields = ("name", "description")
    required_languages = {"es": ("name",)}


@register(HomeWay)
class HomeWayTranslation(TranslationOptions):
    fields = ("heading",)
    required_languages = ("es",)


@register(PortalSettings)
class PortalSettingsTranslation(TranslationOptions):
    fields = ("site_name", "organisation", "footer", "alert")


def register_page_types() -> None:
    """Register every page type, base classes before their subclasses."""
    for model in sorted(page_types(), key=lambda model: len(model.__mro__)):
        fields = model.translated_titles if model is BasePage else model.translated_panels
        options = type(
            f"{model.__name__}Translation", (TranslationOptions,), {"fields": tuple(fields)}
        )
        translator.register(model, options)


register_page_types()
