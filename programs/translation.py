"""Which fields of this app's models are kept in each language (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import ProgramIndexPage, ProgramPage, SpherePage


@register(ProgramIndexPage)
class ProgramIndexPageTranslation(TranslationOptions):
    fields = ("lead",)


@register(SpherePage)
class SpherePageTranslation(TranslationOptions):
    fields = ("lead", "body")


@register(ProgramPage)
class ProgramPageTranslation(TranslationOptions):
    fields = ("description", "period_as_written", "partners", "image_alt")
