"""Files of publications as visitors get them: language, pages, weight and what the PDF says."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _, ngettext

from oim_portal.media.models import PdfReading, PortalDocument
from pages.contract import anchor_of_file
from pages.languages import Localized, localized

if TYPE_CHECKING:
    from .models import PublicationFile

MB = 1024 * 1024
#: Of a slow connection: 400 kilobits.
BYTES_A_SECOND = 50_000
HEAVY = 3 * MB
#: Seconds from which minutes are said.
LONG = 90


@dataclass(frozen=True)
class Offer:
    """A file that visitors may download; `reading` is None before it is read, and for no PDF.

    `name` tells files of one language apart; `axis` is the length of the rule of weights, in MB.
    `is_again` is that of a file that the page offers above already, in another language.
    """

    document: PortalDocument
    language: str
    language_name: str
    name: Localized | str
    reading: PdfReading | None
    axis: int
    is_again: bool = False

    @property
    def url(self) -> str:
        return self.document.url

    @property
    def anchor(self) -> str:
        return "" if self.is_again else anchor_of_file(self.document.pk)

    @property
    def format(self) -> str:
        return self.document.file_extension.upper()

    @property
    def pages(self) -> int | None:
        return self.reading.pages if self.reading else None

    @property
    def is_tagged(self) -> bool | None:
        """Whether a PDF has tags for screen readers; None if that is not known."""
        known = self.reading and self.reading.state == PdfReading.State.READ
        return self.reading.is_tagged if known else None

    @property
    def size(self) -> int:
        return self.document.file_size or 0

    @property
    def weight(self) -> str:
        return filesizeformat(self.size) if self.size else ""

    @property
    def share(self) -> str:
        """The part of the rule that the weight takes, as an attribute of SVG."""
        return f"{100 * self.size / MB / self.axis:.1f}%"

    @property
    def marks(self) -> list[str]:
        """Places of the whole MB on the rule; of fewer where they would be too many."""
        step = ceil(self.axis / 10)
        return [f"{100 * mark / self.axis:.1f}%" for mark in range(0, self.axis + 1, step)]

    @property
    def data(self) -> dict[str, str]:
        """The file for search engines (schema.org)."""
        return {
            "@type": "MediaObject",
            "contentUrl": settings.PORTAL_URL + self.url,
            "encodingFormat": self.document.content_type,
            "inLanguage": self.language,
            "contentSize": str(self.size),
        }

    @property
    def is_heavy(self) -> bool:
        return self.size > HEAVY

    @property
    def time(self) -> str:
        """How long the download takes on a slow connection, in words."""
        seconds = max(1, round(self.size / BYTES_A_SECOND))
        if seconds < LONG:
            words = ngettext(
                "about %(n)s second on a slow connection",
                "about %(n)s seconds on a slow connection",
                seconds,
            )
            return words % {"n": seconds}
        return _("about %(n)s minutes on a slow connection") % {"n": round(seconds / 60)}


def offers_of(rows: Iterable["PublicationFile"]) -> dict[int | None, list[Offer]]:
    """Return the files that visitors may read by the key of their page, in order; two queries."""
    rows = [row for row in rows if row.document_id]
    keys = {row.document_id for row in rows}
    if not keys:
        return {}
    documents = PortalDocument.objects.public().in_bulk(keys)
    readings = PdfReading.objects.in_bulk(documents)
    found: dict[int | None, list[Offer]] = {}
    for row in rows:
        if document := documents.get(row.document_id):
            of_page = [each for each in rows if each.page_id == row.page_id]
            above = {each.document_id for each in of_page[: of_page.index(row)]}
            found.setdefault(row.page_id, []).append(
                Offer(
                    document,
                    row.language,
                    row.get_language_display(),
                    name_of(row, document, of_page),
                    readings.get(document.pk),
                    axis_of(documents.get(each.document_id) for each in of_page),
                    row.document_id in above,
                )
            )
    return found


def name_of(
    row: "PublicationFile", document: PortalDocument, rows: list["PublicationFile"]
) -> Localized | str:
    """Return the note of a file, or its title where another has its language and no note either."""
    note = localized(row, "note")
    same = [each for each in rows if each.language == row.language and not each.note]
    return note or (document.title if len(same) > 1 else "")


def axis_of(documents: Iterable[PortalDocument | None]) -> int:
    """Return the MB that the rule of weights has, at least as many as are heavy."""
    heaviest = max((each.file_size or 0 for each in documents if each), default=0)
    return max(HEAVY // MB, ceil(heaviest / MB))
