"""The form field for an upload of a picture."""

from django import forms
from wagtail.images.fields import WagtailImageField

from .pictures import clean_picture


class PictureFormField(WagtailImageField):
    """Hands on what the portal keeps of an upload, or says why nothing of it can be kept.

    Wagtail's own field decodes the picture to learn its size, before any limit: a bomb goes off
    there, and a truncated file is an error 500.
    """

    def to_python(self, data):
        upload = forms.FileField.to_python(self, data)
        if upload is None:
            return None
        self.run_validators(upload)
        self.check_image_file_size(upload)
        return clean_picture(upload)
