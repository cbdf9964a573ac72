"""Which fields of this app's models are kept in each language (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    BasePage,
    Commitment,
    ContentPage,
    HomePage,
    MissionPage,
    PortalSettings,
    SectionPage,
    Value,
    ValuesPage,
)


@register(BasePage)
class BasePageTranslation(TranslationOptions):
    fields = ("display_title", "seo_title", "search_description")


@register(HomePage)
class HomePageTranslation(TranslationOptions):
    fields = ("lead", "body")


@register(SectionPage)
class SectionPageTranslation(TranslationOptions):
    fields = ("lead",)


@register(MissionPage)
class MissionPageTranslation(TranslationOptions):
    fields = ("opening", "commitments_lead")


@register(Commitment)
class CommitmentTranslation(TranslationOptions):
    fields = ("text",)
    required_languages = ("es",)


@register(ValuesPage)
class ValuesPageTranslation(TranslationOptions):
    fields = ("body",)


@register(Value)
class ValueTranslation(TranslationOptions):
    fields = ("name", "description")
    required_languages = {"es": ("name",)}


@register(ContentPage)
class ContentPageTranslation(TranslationOptions):
    fields = ("lead", "body")


@register(PortalSettings)
class PortalSettingsTranslation(TranslationOptions):
    fields = ("site_name", "organisation", "address", "footer", "alert")
