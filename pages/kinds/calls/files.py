"""Files of a call as visitors get them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from oim_portal.media.models import PortalDocument
from pages.blocks.links import Link, document_link
from pages.contract import anchor_of_file

if TYPE_CHECKING:
    from .models import CallFile


def links_of(rows: Iterable["CallFile"]) -> dict[str, Link]:
    """Return links to the files that visitors may read by their HTML ids, in order; one query."""
    languages = {row.document_id: row.get_document_language_display() for row in rows}
    documents = PortalDocument.objects.public().in_bulk(filter(None, languages))
    links = {key: document_link(documents[key]) for key in languages if key in documents}
    return {
        anchor_of_file(key): replace(
            link, detail=", ".join(filter(None, [link.detail, languages[key]]))
        )
        for key, link in links.items()
    }
