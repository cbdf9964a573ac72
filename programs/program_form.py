"""Edit form of programmes."""

from django import forms

from history.forms import DatedFormMixin
from pages.models.picture import PicturePageForm


class ProgramForm(DatedFormMixin, PicturePageForm):
    """Edit form with check boxes for the sources."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "sources" in self.fields:
            field = self.fields["sources"]
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
