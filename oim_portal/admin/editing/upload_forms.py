"""Forms of pictures and documents with the conflict check."""

from oim_portal.media import forms

from .stale_forms import StaleFormMixin


class PictureForm(StaleFormMixin, forms.PictureForm):
    """Set as `WAGTAILIMAGES_IMAGE_FORM_BASE`."""


class DocumentForm(StaleFormMixin, forms.DocumentForm):
    """Set as `WAGTAILDOCS_DOCUMENT_FORM_BASE`."""
