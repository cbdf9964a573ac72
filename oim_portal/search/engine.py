"""Run a visitor's search in the database, and return the hits."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from wagtail.models import Site

from . import statements
from .rewriting import with_phrases
from .tokens import (
    ParsedSearch,
    without_asking_words,
    without_stop_words,
)

PAGE_LENGTH = 10
SETTINGS = """
SELECT set_config('enable_seqscan', 'off', true),
       set_config('pg_trgm.word_similarity_threshold', %(alike)s, true)
"""


@dataclass(frozen=True)
class Query:
    """The terms of a search as typed and as `tsquery` texts, with their synonyms and without.

    Rows are ranked by the terms without synonyms (`own`) first, and passages show these.

    False if there is nothing to search for: `und`, `¿?`, or only stop words.
    """

    language: str
    typed: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def every(self) -> str:
        """The `tsquery` that matches rows with all terms."""
        return together(self.terms, " & ")

    @property
    def any(self) -> str:
        """The `tsquery` that matches rows with any term."""
        return together(self.terms, " | ")


def together(terms: tuple[str, ...], operator: str) -> str:
    return operator.join(f"({term})" for term in terms)


@dataclass(frozen=True)
class Hit:
    """A matching row; `statements.START` and `STOP` mark matches in `title` and `passage`.

    `date` is that of the page, in words; `missing` are terms of the search that the row lacks.
    """

    page_id: int | None
    document_id: int | None
    language: str
    kind: str
    anchor: str
    title: str
    date: str = ""
    passage: str = ""
    missing: tuple[str, ...] = ()

    @property
    def in_file(self) -> bool:
        """Return whether the words are in a file that the page offers."""
        return bool(self.page_id and self.document_id)


@dataclass(frozen=True)
class Hits:
    """The hits of one page of results, the number of all hits, and that of each kind.

    At most `statements.MOST` rows with the words in their titles are counted, and as many others.
    A search of one kind counts those of all kinds too.
    """

    hits: list[Hit]
    total: int
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def is_more(self) -> bool:
        """Return whether there may be more hits than `total`: a limit of the search was hit."""
        return self.total >= statements.MOST


NOTHING = Hits([], 0)


def make_query(asked: ParsedSearch, language: str) -> Query:
    """Return the query for a language: each term in all its forms, with its synonyms."""
    terms = [" ".join(without_stop_words(term.split(), language)) for term in asked.terms]
    terms = with_phrases([term for term in terms if term], language)
    # A search for 'necesito' alone is one for this word.
    asked_for = without_asking_words(terms, language)
    return query_of(asked_for, language) or query_of(terms, language)


def query_of(terms: list[str], language: str) -> Query:
    if not terms:
        return Query(language)
    rows = run(statements.QUERY, {"language": language, "terms": terms})
    return Query(language, *zip(*rows, strict=True))


def search(
    query: Query, site: Site, *, kind: str = "", number: int = 1, of_all: bool = True
) -> Hits:
    """Return one page of hits, with all terms if `of_all` is true, else with any of them.

    If no title of a row with all terms has any of them, rows with one in their title are hits too.
    """
    if not query:
        return NOTHING
    values = {
        "language": query.language,
        "kind": kind,
        "root": site.root_page.path,
        "query": query.every if of_all else query.any,
        "any": query.any,
        "own": together(query.own, " & "),
        "any_own": together(query.own, " | "),
        "terms": list(query.terms),
        "own_terms": list(query.own),
        "widened": of_all and len(query.terms) > 1,
        "limit": PAGE_LENGTH,
        "offset": (number - 1) * PAGE_LENGTH,
        "headline": statements.HEADLINE,
        "whole": statements.WHOLE,
        "start": statements.START,
    }
    rows = run(statements.search(narrowed=bool(kind)), values)
    *_, total, kinds = rows[0]
    hits = [hit(row[:-2], query) for row in rows if row[2]]
    return Hits(hits, total, kinds or {})


def hit(row: tuple, query: Query) -> Hit:
    """Return the hit of a row of the search statement."""
    *columns, anchor, title, date, missing, anchors, lead, text, passage = row
    page_id, document_id, language, kind = columns
    lines = [(lead, ""), *zip(text.split("\n"), json.loads(anchors), strict=False)]
    lines = [(line, place) for line, place in lines if line]
    return Hit(
        page_id=page_id,
        document_id=document_id,
        language=language,
        kind=kind,
        anchor=anchor or anchor_of(passage, lines),
        title=title,
        date=date,
        missing=tuple(query.typed[place - 1] for place in missing or ()),
        passage=with_ellipses(passage, "\n".join(line for line, _place in lines)),
    )


def anchor_of(passage: str, lines: list[tuple[str, str]]) -> str:
    """Return the anchor of the line from which a passage is taken; '' if there is none.

    `lines` are the lines of the text, each with its anchor.
    """
    first = passage.split(statements.BETWEEN)[0]
    before = first.partition(statements.START)[0]
    text = "\n".join(line for line, _anchor in lines)
    start = text.find(without_marks(first))
    if statements.START not in first or start < 0:
        return ""
    return lines[text.count("\n", 0, start + len(before))][1]


def with_ellipses(passage: str, text: str) -> str:
    """Return a passage with an ellipsis at each end that is not an end of the text."""
    if statements.START not in passage:
        return text  # without a match, the beginning of the text is shown
    parts = passage.split(statements.BETWEEN)
    before = "" if text.startswith(without_marks(parts[0])) else "… "
    after = "" if text.endswith(without_marks(parts[-1])) else " …"
    return f"{before}{passage}{after}"


def without_marks(passage: str) -> str:
    return passage.replace(statements.START, "").replace(statements.STOP, "")


@contextmanager
def by_indexes() -> Iterator[None]:
    """Run the statements of a view in one transaction, by the indexes, without sequential scans.

    If a word is in most rows, the planner would prefer to scan the table until the limit is
    reached. It cannot know that the first rows are in another language.
    """
    with transaction.atomic():
        run(SETTINGS, {"alike": statements.LEAST_ALIKE})
        yield


def run(statement: str, values: dict) -> list[tuple]:
    """Return the rows of a statement of the search, which belongs into `by_indexes`."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
