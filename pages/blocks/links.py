"""Link targets of blocks: a page, a document or an external URL."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.template.defaultfilters import filesizeformat
from wagtail.blocks import StructValue

TARGETS = ("page", "document", "address")


@dataclass(frozen=True)
class Link:
    """A link for a template.

    `detail` is the type and size of a document ('PDF, 240 KB'), `host` the host of an external URL.
    Both are empty for a page of the portal.
    """

    url: str
    title: str = ""
    detail: str = ""
    host: str = ""


class LinkValue(StructValue):
    """Value of a block with one or more of the fields in `TARGETS`."""

    @property
    def targets(self) -> list[str]:
        """Return the names of the fields that have a target, in the order of `TARGETS`."""
        return [name for name in TARGETS if self.get(name)]

    def link(self, request=None) -> Link | None:
        """Return the link to the first target, or None when it does not exist for visitors.

        That is so when the page or document was deleted after it had been chosen, when the page is
        not published, and in an unfinished draft.
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
    """Return the link to a document, with its type, and its size in the active language."""
    # Not get_file_size(), which writes to the database while a page is rendered.
    size = filesizeformat(document.file_size) if document.file_size else ""
    kind = document.file_extension.upper()
    detail = ", ".join(part for part in (kind, size) if part)
    return Link(document.url, title=document.title, detail=detail)
