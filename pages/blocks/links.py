"""Where a link of a block leads: a page, a document, or an address elsewhere."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.template.defaultfilters import filesizeformat
from wagtail.blocks import StructValue

TARGETS = ("page", "document", "address")


@dataclass(frozen=True)
class Link:
    """What a template needs of a link.

    `detail` says what a document is ('PDF, 240 KB'); `host` names the other site that an
    external address leads to. Both are empty for a page of the portal.
    """

    url: str
    title: str = ""
    detail: str = ""
    host: str = ""


class LinkValue(StructValue):
    """The value of a block with some of the fields named in `TARGETS`."""

    @property
    def targets(self) -> list[str]:
        """Return the names of the fields that hold a target, in the order of `TARGETS`."""
        return [name for name in TARGETS if self.get(name)]

    def link(self, request=None) -> Link | None:
        """Return the link to the first target, or None where it leads nowhere for a visitor.

        That is the case when the page or the document was deleted after it had been chosen, when
        the page is not published, and in an unfinished draft.
        """
        match self.targets:
            case ["page", *_rest]:
                return _page_link(self["page"], request)
            case ["document", *_rest]:
                return document_link(self["document"])
            case ["address"]:
                return _external_link(self["address"])
        return None


def _page_link(page, request) -> Link | None:
    url = page.get_url(request) if page.is_published else None
    return Link(url) if url else None


def _external_link(address: str) -> Link:
    return Link(address, host=(urlsplit(address).hostname or "").removeprefix("www."))


def document_link(document) -> Link:
    """Return the link to a document, with its kind and its size in the active language."""
    # The column, not get_file_size(), which writes to the database while a page is rendered.
    size = filesizeformat(document.file_size) if document.file_size else ""
    kind = document.file_extension.upper()
    detail = ", ".join(part for part in (kind, size) if part)
    return Link(document.url, title=document.title, detail=detail)
