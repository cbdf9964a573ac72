"""Registration of the translated field of files (`pages.translation` has the page's)."""

from modeltranslation.translator import TranslationOptions, register

from .models import PublicationFile


@register(PublicationFile)
class PublicationFileTranslation(TranslationOptions):
    fields = ("note",)
