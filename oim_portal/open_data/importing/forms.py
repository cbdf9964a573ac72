"""The upload of a file of events."""

from django import forms
from django.utils.translation import gettext_lazy as _

from history.models import HistoryPage
from oim_portal.newsroom.reading import ReasonForm

from .carrying_out import column_names
from .reading import MAX_BYTES, FileError, read_table, read_text


class UploadForm(forms.Form):
    """Takes a CSV file of which a table can be read; `cleaned_data["file"]` is its text."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("The file that you took from here or from the page of the data, changed."),
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
        allow_empty_file=True,
    )

    def clean_file(self) -> str:
        upload = self.cleaned_data["file"]
        try:
            text = read_text(upload.read(MAX_BYTES + 1))
            read_table(text.encode(), column_names())
        except FileError as error:
            raise forms.ValidationError(str(error)) from error
        self.file_name = upload.name[:255]
        return text


class PublishForm(ReasonForm):
    """Why the events of a file are published before anybody else has read them."""

    use_required_attribute = False  # importing them as drafts needs no reason
    revision = None


def may_import(user, history: HistoryPage | None) -> bool:
    """Say whether somebody may import events: whoever may publish below the history."""
    return history is not None and history.permissions_for_user(user).can_publish_subpage()
