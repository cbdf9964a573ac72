"""Forms of the import: upload of a file, and the reason for publishing without a second reader."""

from django import forms
from django.utils.translation import gettext_lazy as _

from history.models import HistoryPage
from oim_portal.publishing.publish import ReasonForm

from ..events import EVENTS
from .headings import FileError, headings_of
from .reading import MAX_BYTES, read_file, read_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """Upload of a file that holds a table; `cleaned_data["file"]` is its content as CSV.

    `message` says how it was read, or ''.
    """

    file = forms.FileField(
        label=_("Excel workbook or CSV file"),
        help_text=_(
            "The file that you took from here or from the page of the data, changed, or a table of"
            " your own: .xlsx, or .csv in UTF-8."
        ),
        widget=forms.FileInput({"accept": f".xlsx,.csv,text/csv,{XLSX}"}),
        allow_empty_file=True,
    )

    def clean_file(self) -> str:
        upload = self.cleaned_data["file"]
        try:
            known = headings_of(EVENTS)
            text, self.message = read_file(upload.read(MAX_BYTES + 1), known)
            read_table(text.encode(), known)
        except FileError as error:
            raise forms.ValidationError(str(error)) from error
        self.file_name = upload.name[:255]
        return text


class PublishForm(ReasonForm):
    """The reason for publishing events before a second person has read them."""

    use_required_attribute = False  # importing them as drafts needs no reason
    revision = None


def may_import(user, history: HistoryPage | None) -> bool:
    """Return whether a user may import events: it takes the right to publish below the history."""
    return history is not None and history.permissions_for_user(user).can_publish_subpage()
