"""What staff are told of the PDF files of a publication; nothing is refused because of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from oim_portal.media.models import PdfReading

if TYPE_CHECKING:
    from .models import PublicationFile


def remarks_of(row: "PublicationFile") -> Iterator[tuple[str, str]]:
    """Yield what is to be said of a file, and what to do about it."""
    document = row.document
    if document is None or document.file_extension.lower() != "pdf":
        return
    has_text = ~Q(text="")
    reading = PdfReading.objects.annotate(has_text=has_text).filter(document=document).first()
    if reading is None:
        yield _("The portal has not read this PDF yet"), _("Look again in some minutes.")
        return
    yield from problems(reading)
    if reading.state != PdfReading.State.READ:
        return
    if not reading.is_tagged:
        yield (
            _("The PDF has no tags for screen readers"),
            _("Save it again as an accessible (tagged) PDF from the program that made it."),
        )
    if not reading.title:
        yield (
            _("The PDF does not say its title"),
            _("Write it in the properties of the document, and save the PDF again."),
        )
    said = reading.language.lower().split("-")[0]
    if not said:
        yield (
            _("The PDF does not say its language"),
            _("Set the language of the document, and save the PDF again."),
        )
    elif said != row.language.split("-")[0]:
        yield (
            _("The PDF says that it is in another language"),
            _("It says “%(code)s”. Correct the language here, or in the document.")
            % {"code": reading.language},
        )


def problems(reading: PdfReading) -> Iterator[tuple[str, str]]:
    """Yield why the search does not find the text of a file."""
    states = PdfReading.State
    match reading.state:
        case states.ENCRYPTED:
            yield (
                _("The PDF asks for a password"),
                _("Nobody can read it without one, nor can the search. Save it without."),
            )
        case states.BROKEN:
            yield (
                _("The PDF is damaged"),
                _("Open it in the program that made it, and save it again."),
            )
        case states.TOO_DEMANDING:
            yield (
                _("The PDF needs too much memory or time to read"),
                _("Print it as a new PDF, and upload that."),
            )
        case _others if not reading.has_text:
            yield (
                _("The PDF is made of pictures, without text"),
                _("Neither the search nor a screen reader can read it. Have its text recognized."),
            )
