"""Run a visitor's search in the database, and return the hits."""

import json
from dataclasses import dataclass

from django.db import connection, transaction
from wagtail.models import Site

from . import statements
from .rewriting import with_phrases
from .tokens import ParsedSearch, tokenize, unaccent, without_stop_words

PAGE_LENGTH = 10


@dataclass(frozen=True)
class Query:
    """A search as `tsquery` texts: `every` matches rows with all terms, `any` with any of them.

    `own` is `every` without synonyms, by which rows are ranked; `any_own` is `any` without
    synonyms, whose words passages show.

    False if there is nothing to search for: `und`, `¿?`, or only stop words.
    """

    language: str
    every: str
    any: str
    own: str
    any_own: str

    def __bool__(self) -> bool:
        return bool(self.every)


@dataclass(frozen=True)
class Hit:
    """A matching row; `statements.START` and `STOP` mark matches in `title` and `passage`."""

    page_id: int | None
    document_id: int | None
    language: str
    kind: str
    anchor: str
    title: str
    passage: str


@dataclass(frozen=True)
class Hits:
    """The hits of one page of results, and the number of all hits.

    At most `statements.MOST` rows with the words in their titles are counted, and as many others.
    """

    hits: list[Hit]
    total: int


NOTHING = Hits([], 0)


def make_query(asked: ParsedSearch, language: str) -> Query:
    """Return the query for a language: each term in all its forms, with its synonyms."""
    terms = [" ".join(without_stop_words(term.split(), language)) for term in asked.terms]
    terms = with_phrases([term for term in terms if term], language)
    with connection.cursor() as cursor:
        cursor.execute(statements.QUERY, {"language": language, "terms": terms})
        return Query(language, *(query or "" for query in cursor.fetchone()))


def search(
    query: Query, site: Site, *, kind: str = "", number: int = 1, of_all: bool = True
) -> Hits:
    """Return one page of hits, with all terms if `of_all` is true, else with any of them."""
    if not query:
        return NOTHING
    values = {
        "language": query.language,
        "kind": kind,
        "root": site.root_page.path,
        "query": query.every if of_all else query.any,
        "any": query.any,
        "own": query.own,
        "any_own": query.any_own,
        "most": statements.MOST,
        "limit": PAGE_LENGTH,
        "offset": (number - 1) * PAGE_LENGTH,
        "headline": statements.HEADLINE,
        "whole": statements.WHOLE,
        "start": statements.START,
    }
    rows = run(statements.search(narrowed=bool(kind)), values)
    return Hits([hit(row) for row in rows], rows[0][5] if rows else 0)


def hit(row: tuple) -> Hit:
    page_id, document_id, language, kind, anchor, _, anchors, lead, text, title, passage = row
    lines = [(lead, ""), *zip(text.split("\n"), json.loads(anchors), strict=False)]
    lines = [(line, place) for line, place in lines if line]
    return Hit(
        page_id=page_id,
        document_id=document_id,
        language=language,
        kind=kind,
        anchor=anchor or anchor_of(passage, lines),
        title=title,
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


def run(statement: str, values: dict) -> list[tuple]:
    """Run a search statement by the indexes, without sequential scans.

    If a word is in most rows, the planner would prefer to scan the table until the limit is
    reached. It cannot know that the first rows are in another language.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(statement, values)
        return cursor.fetchall()


def unaccented_words(asked: ParsedSearch) -> list[str]:
    """Return the words of a search without accents, for comparison with recommended pages."""
    return [unaccent(word) for word in tokenize(asked.text)]
