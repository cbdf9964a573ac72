"""Write the index entries of pages and documents, in the transaction that changes these.

An entry holds the text of a page in one language only: untranslated parts of an English page are
found by its Spanish entry.
"""

from collections.abc import Iterable
from itertools import chain

from django.conf import settings
from django.db import transaction
from django.db.models import Func, TextField, Value
from django.utils.translation import override

from oim_portal.media.models import PdfReading, PortalDocument
from oim_portal.web.html_text import plain
from pages.contract import Kind, anchor_of_file, page_types
from pages.languages import has_text, language_codes
from pages.models import BasePage
from pages.passages import Passage
from pages.unusable import skip_unusable, usable

from .fields import ANY_OTHER
from .kinds import DOCUMENT, IN_FILE
from .models import PublishedWord, SearchEntry
from .tokens import INVISIBLE, tokenize, unaccent

# Characters of a text that are indexed: PostgreSQL limits the size of a tsvector.
MAX_LENGTH = 150_000
# Of a file, the first words are indexed in their order, and so many others once. The beginning of
# the text is kept, for the passage that a result shows.
MOST_WORDS = 3_000
MAX_SHOWN = 3_000
SHORTEST, LONGEST = 4, 60  # letters of words that are offered as spelling corrections


class EntryVector(Func):
    """The `tsvector` of title, lead and text, with all forms of their words."""

    function = "portal_search_vector"


def index_pages(pages: Iterable[BasePage]) -> None:
    """Replace the entries of specific pages; delete those of pages that are not live."""
    pages = list(dict.fromkeys(pages))  # one that offers a file in two languages came twice
    live = usable(page for page in pages if page.live)
    entries = list(chain.from_iterable(skip_unusable(live, entries_of_page)))
    with transaction.atomic():
        SearchEntry.objects.filter(page__in=[page.pk for page in pages]).delete()
        write(entries)


def index_documents(documents: Iterable[PortalDocument]) -> None:
    """Replace the entries of documents: their titles, in the portal's default language.

    Documents in the trash have none.
    """
    documents = list(documents)
    entries = [
        entry(settings.LANGUAGE_CODE, DOCUMENT, document.title, document=document)
        for document in documents
        if not document.is_in_trash
    ]
    with transaction.atomic():
        SearchEntry.objects.filter(document__in=documents, in_file=False).delete()
        write(entries)


def index_pages_with_file(document_pk: int) -> None:
    """Replace the entries of the pages that offer a document, whose text has been read."""
    for model in page_types():
        if model.file_rows:
            index_pages(model.objects.filter(**{f"{model.file_rows}__document": document_pk}))


def entries_of_page(page: BasePage) -> list[SearchEntry]:
    """Return unsaved entries of a page and its parts, one for each of its languages."""
    entries = {}
    for language in page.translated_languages():
        lead = getattr(page, f"lead_{language}", "") or ""
        whole = entry(
            ANY_OTHER if page.own_language else language,
            page.search_kind,
            getattr(page, f"display_title_{language}"),
            one_line(plain(lead)),
            page.passages(language),
            page=page,
            date=date_of(page, language),
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
    return [*entries.values(), *entries_of_files(page)]


def entries_of_files(page: BasePage) -> list[SearchEntry]:
    """Return unsaved entries of the text of the files that a page offers, in their languages."""
    rows = getattr(page, page.file_rows).all() if page.file_rows else []
    languages = {row.document_id: row.language for row in rows}
    read = PdfReading.objects.defer(None).filter(document__in=languages).exclude(text="")
    # Of two files with one text, such as one for printing, the first is enough.
    found = {(languages[each.document_id], each.text): each for each in read.order_by("-pk")}
    return [entry_of_file(page, language, each) for (language, _text), each in found.items()]


def entry_of_file(page: BasePage, language: str, reading: PdfReading) -> SearchEntry:
    code = language if language in language_codes() else ANY_OTHER
    return SearchEntry(
        page=page,
        document_id=reading.document_id,
        in_file=True,
        language=code,
        kind=IN_FILE.value,
        anchor=anchor_of_file(reading.document_id),
        title=(getattr(page, f"display_title_{code}", "") or page.title).translate(INVISIBLE),
        text=one_line(reading.text[:MAX_SHOWN]),
        anchors=[""],
        title_vector=EntryVector(Value(code), *[value("")] * 3),
        vector=EntryVector(Value(code), value(""), value(""), value(first_words(reading.text))),
    )


def first_words(text: str) -> str:
    """Return the first words of a long text, then those that are not among them, each once."""
    words = tokenize(text)
    first, others = words[:MOST_WORDS], dict.fromkeys(words[MOST_WORDS:])
    known = set(first)
    return " ".join([*first, *[word for word in others if word not in known][:MOST_WORDS]])


def date_of(page: BasePage, language: str) -> str:
    """Return the date of a page in words, in a language; "" for none."""
    with override(language):
        return str(page.date_long)


def entry(
    language: str,
    kind: Kind,
    title: str,
    lead: str = "",
    passages: Iterable[Passage] = (),
    **columns,
) -> SearchEntry:
    """Return an unsaved entry, whose vectors PostgreSQL computes when it is inserted."""
    lines = [Passage(one_line(passage.text), passage.anchor) for passage in passages]
    text = "\n".join(line.text for line in lines)
    parts = [searched(part) for part in (title, lead, text)]
    return SearchEntry(
        language=language,
        kind=kind.value,
        title=title.translate(INVISIBLE),
        lead=lead.translate(INVISIBLE),
        text=text,
        anchors=[line.anchor for line in lines],
        title_vector=EntryVector(Value(language), parts[0], value(""), value("")),
        vector=EntryVector(Value(language), *parts),
        **columns,
    )


def searched(text: str) -> Value:
    return value(" ".join(tokenize(text[:MAX_LENGTH])))


def value(text: str) -> Value:
    return Value(text, output_field=TextField())


def one_line(text: str) -> str:
    return " ".join(text.translate(INVISIBLE).split())


def write(entries: list[SearchEntry]) -> None:
    """Insert entries and their words."""
    SearchEntry.objects.bulk_create(entries, batch_size=500)
    # Sorted, so that two publications with the same words wait, and never for each other.
    found = sorted({(row.language, word) for row in entries for word in words_of(row)})
    words = [PublishedWord(language=code, word=word, plain=unaccent(word)) for code, word in found]
    PublishedWord.objects.bulk_create(words, batch_size=2_000, ignore_conflicts=True)


def words_of(row: SearchEntry) -> set[str]:
    """Return the words of an entry that may be spelling corrections: no short ones, no numbers.

    None of files, in whose text words are often broken.
    """
    if row.in_file:
        return set()
    words = tokenize(f"{row.title} {row.lead} {row.text}")
    return {word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha()}
