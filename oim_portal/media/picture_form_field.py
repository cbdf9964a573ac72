"""Form field for an uploaded picture."""

from django import forms
from wagtail.images.fields import WagtailImageField

from .pictures import clean_picture


class PictureFormField(WagtailImageField):
    """Returns an upload as the portal stores it, or reports why it is refused.

    Wagtail's own field decodes the picture to determine its size, before any limit: a decompression
    bomb takes effect there, and a truncated file is an error 500.
    """

    def to_python(self, data):
        upload = forms.FileField.to_python(self, data)
        if upload is None:
            return None
        self.run_validators(upload)
        self.check_image_file_size(upload)
        return clean_picture(upload)
