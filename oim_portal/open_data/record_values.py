"""CellWriter of records and cells: texts, URLs, dates and sources."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from history.dates import PartialDate
from history.models import Source
from pages.languages import has_text, language_codes
from pages.models import BasePage

from .cells import folded
from .schema import Record

# Separates the sources in a cell: a title may contain commas and semicolons.
LIST_SEPARATOR = " | "

Texts = dict[str, str]


def texts_of(instance, field: str) -> Texts:
    """Return a text by language code, in the languages that have it."""
    values = {code: getattr(instance, f"{field}_{code}") or "" for code in language_codes()}
    return {code: value for code, value in values.items() if has_text(value)}


def urls_of(page: BasePage, request: HttpRequest) -> Texts:
    """Return a page's full URL by language code, in the languages of its translations."""
    urls = {code: page.url_in(code, request) for code in page.translated_languages()}
    return {code: settings.PORTAL_URL + url for code, url in urls.items() if url}


def date_of(page) -> Record:
    """Return a page's date (`DatedPageMixin`): EDTF, the source's words, earliest and latest day.

    A latest date has no earliest day; an approximate or uncertain date has neither.
    """
    first, last = page.date.sure_earliest, page.date.sure_latest
    return {
        "edtf": page.date.edtf or None,
        "as_written": texts_of(page, page.words_field),
        "at_the_latest": page.at_the_latest,
        "earliest": first.isoformat() if first and not page.at_the_latest else None,
        "latest": last.isoformat() if last else None,
    }


def source_record(source: Source) -> Record:
    return {
        "kind": source.kind,
        "number": source.number or None,
        "title": texts_of(source, "title"),
        "date": {
            # Parsed, so that a text in the column that is not a date is not exported as EDTF.
            "edtf": PartialDate.parse(source.date.edtf).edtf or None,
            "as_written": texts_of(source, "date_as_written"),
        },
        "url": source.link or None,
    }


def modified(page: BasePage) -> str | None:
    return page.last_published_at.isoformat() if page.last_published_at else None


class SourceLabels:
    """Labels of sources in cells: the Spanish title, or `#` and the primary key.

    The key is used if titles are equal, or if a title could be read as a key or as two titles.
    """

    def __init__(self) -> None:
        titles = dict(Source.objects.values_list("pk", "title_es"))
        counts = Counter(titles.values())
        self.labels = {
            pk: title if counts[title] == 1 and is_plain_label(title) else f"#{pk}"
            for pk, title in titles.items()
        }
        self.ids = {label: pk for pk, label in self.labels.items()} | {
            f"#{pk}": pk for pk in titles
        }

    def find(self, name: str) -> int | None:
        """Return the primary key of the source with a label, or of the only one that is similar."""
        return self.ids.get(name) or self._by_folded_label.get(folded(name))

    @cached_property
    def _by_folded_label(self) -> dict[str, int]:
        folded_labels = {pk: folded(label) for pk, label in self.labels.items()}
        counts = Counter(folded_labels.values())
        return {label: pk for pk, label in folded_labels.items() if counts[label] == 1}

    def cell(self, sources: Iterable[Source]) -> str:
        return LIST_SEPARATOR.join(self.labels[source.pk] for source in sources)


def is_plain_label(title: str) -> bool:
    return bool(title) and "|" not in title and title == title.strip() and title[0] != "#"
