"""Registration of the translated field of channels (`pages.translation` has the page's)."""

from modeltranslation.translator import TranslationOptions, register

from .models import Channel


@register(Channel)
class ChannelTranslation(TranslationOptions):
    fields = ("label",)
    required_languages = {"es": ("label",)}
