"""Forms for images and documents: in the admin, in choosers and in multiple uploads."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .picture_form_field import PictureFormField
from .replacement import ReplacementMixin
from .tags import TagNamesMixin
from .tasks import prepare


class PictureForm(ReplacementMixin, TagNamesMixin, BaseImageForm):
    """Base of the form in `WAGTAILIMAGES_IMAGE_FORM_BASE`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Wagtail sets the class of this field in a function that cannot be configured.
        if "file" in self.fields:
            field = self.fields["file"]
            self.fields["file"] = PictureFormField(
                label=field.label, required=field.required, widget=field.widget
            )
        if "consent" in self.fields:
            # Its options are wider than the screen of a phone.
            self.fields["consent"].widget.attrs["class"] = "w-w-full"
            if self.instance.pk:
                self.fields["consent"].help_text = format_html(
                    '{} <a class="button button-small button-secondary" href="{}">{}</a>',
                    self.fields["consent"].help_text,
                    reverse("withdraw_consent", args=[self.instance.pk]),
                    _("Withdraw the consent"),
                )
        for code, _name in settings.LANGUAGES:
            name = build_localized_fieldname("description", code)
            if name in self.fields:
                self.fields[name].widget.attrs["lang"] = code

    def save(self, commit=True):
        image = super().save(commit=commit)
        if commit and "file" in self.changed_data:
            # Wagtail deletes all renditions after the new file is saved, the new ones too.
            prepare(image)
        return image


class ChosenPictureField(forms.ModelChoiceField):
    """Choice of a picture; one that was deleted while the form was open is none: it is saved."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            if str(value).isdecimal():
                return None
            raise


class DocumentForm(TagNamesMixin, BaseDocumentForm):
    """Base of the form in `WAGTAILDOCS_DOCUMENT_FORM_BASE`."""
