"""Rows of the search: made from pages and documents, in the transaction that changes those.

A row holds what a page says in one language, and no text of another: what a page lacks in English
is found by its Spanish row.
"""

from collections.abc import Iterable
from itertools import chain

from django.conf import settings
from django.db import transaction
from django.db.models import Func, TextField, Value

from oim_portal.media.models import PortalDocument
from oim_portal.web.html_text import plain
from pages.contract import Kind
from pages.languages import has_text
from pages.models import BasePage
from pages.passages import Passage
from pages.unusable import skip_unusable, usable

from .kinds import DOCUMENT
from .models import PublishedWord, SearchEntry
from .tokens import folded, unmarked

# Beyond these characters nothing of a text is searched: PostgreSQL's vectors have an end.
MAX_LENGTH = 150_000
SHORTEST, LONGEST = 4, 60  # letters of a word that somebody may have mistyped


class Forms(Func):
    """The words of title, lead and text in all the forms that are searched."""

    function = "portal_search_vector"


def index_pages(pages: Iterable[BasePage]) -> None:
    """Write the rows of specific pages anew; of pages that are not live, take them away."""
    pages = list(pages)
    live = usable(page for page in pages if page.live)
    entries = list(chain.from_iterable(skip_unusable(live, entries_of_page)))
    with transaction.atomic():
        SearchEntry.objects.filter(page__in=[page.pk for page in pages]).delete()
        write(entries)


def index_documents(documents: Iterable[PortalDocument]) -> None:
    """Write the rows of documents anew: their titles, in the portal's first language.

    What is in the bin has none.
    """
    documents = list(documents)
    entries = [
        entry(settings.LANGUAGE_CODE, DOCUMENT, document.title, document=document)
        for document in documents
        if not document.is_in_trash
    ]
    with transaction.atomic():
        SearchEntry.objects.filter(document__in=documents).delete()
        write(entries)


def entries_of_page(page: BasePage) -> list[SearchEntry]:
    """Return the unsaved rows of a page and its parts, in each language that it has."""
    entries = {}
    for language in page.translated_languages():
        lead = getattr(page, f"lead_{language}", "") or ""
        whole = entry(
            language,
            page.search_kind,
            getattr(page, f"display_title_{language}"),
            plain(lead),
            page.passages(language),
            page=page,
        )
        entries[language, ""] = whole
        for part in page.parts(language):
            entries[language, part.anchor] = entry(
                language,
                page.part_kind,
                part.title,
                passages=[Passage(part.text)] if has_text(part.text) else [],
                page=page,
                anchor=part.anchor,
            )
    return list(entries.values())


def entry(
    language: str,
    kind: Kind,
    title: str,
    lead: str = "",
    passages: Iterable[Passage] = (),
    **columns,
) -> SearchEntry:
    """Return an unsaved row, whose vectors PostgreSQL computes when it is written."""
    lines = [Passage(one_line(passage.text), passage.anchor) for passage in passages]
    text = "\n".join(line.text for line in lines)
    parts = [searched(part) for part in (title, lead, text)]
    return SearchEntry(
        language=language,
        kind=kind.value,
        title=without_nul(title),
        lead=without_nul(lead),
        text=text,
        anchors=[line.anchor for line in lines],
        title_vector=Forms(Value(language), parts[0], value(""), value("")),
        vector=Forms(Value(language), *parts),
        **columns,
    )


def searched(text: str) -> Value:
    return value(" ".join(folded(text[:MAX_LENGTH])))


def value(text: str) -> Value:
    return Value(text, output_field=TextField())


def one_line(text: str) -> str:
    return " ".join(without_nul(text).split())


def without_nul(text: str) -> str:
    return text.replace("\0", "")


def write(entries: list[SearchEntry]) -> None:
    """Write rows, and the words that they bring."""
    SearchEntry.objects.bulk_create(entries, batch_size=500)
    # In one order, so that two publications that bring the same words wait, and never for each
    # other.
    found = sorted({(row.language, word) for row in entries for word in words_of(row)})
    words = [PublishedWord(language=code, word=word, plain=unmarked(word)) for code, word in found]
    PublishedWord.objects.bulk_create(words, batch_size=2_000, ignore_conflicts=True)


def words_of(row: SearchEntry) -> set[str]:
    """Return the words of a row that somebody may mistype: no short ones, no numbers."""
    words = folded(f"{row.title} {row.lead} {row.text}")
    return {word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha()}
