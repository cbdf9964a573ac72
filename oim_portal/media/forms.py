"""Forms for images and documents: in the admin, in choosers and in multiple uploads."""

from django.conf import settings
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


class DocumentForm(TagNamesMixin, BaseDocumentForm):
    """Base of the form in `WAGTAILDOCS_DOCUMENT_FORM_BASE`."""
