"""The edit form of a programme."""

from django import forms

from history.forms import DatedFormMixin
from pages.models.picture import PicturePageForm


class ProgramForm(DatedFormMixin, PicturePageForm):
    """Offers the sources as boxes to tick."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "sources" in self.fields:
            field = self.fields["sources"]
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
