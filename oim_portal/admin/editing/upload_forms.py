"""Forms of pictures and documents with a conflict check: their views have no hook before saving."""

from oim_portal.media import forms

from ..stale_forms import StaleFormMixin


class PictureForm(StaleFormMixin, forms.PictureForm):
    """Set as `WAGTAILIMAGES_IMAGE_FORM_BASE`."""


class DocumentForm(StaleFormMixin, forms.DocumentForm):
    """Set as `WAGTAILDOCS_DOCUMENT_FORM_BASE`."""
