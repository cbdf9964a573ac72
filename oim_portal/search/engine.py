"""A visitor's question to the database, and the hits that come back."""

import json
from dataclasses import dataclass

from django.db import connection, transaction
from wagtail.models import Site

from . import statements
from .rewriting import with_phrases
from .tokens import Asked, folded, unmarked, without_stop_words

PAGE_LENGTH = 10


@dataclass(frozen=True)
class Query:
    """A question in PostgreSQL's words: rows with all terms, or with any of them.

    `own` is the question without synonyms, by which rows are ranked; `any_own` are its words, which
    passages show.

    Empty when there is nothing to look for: `und`, `¿?`, or only words that are too common.
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
    """A row that was found. `title` and `passage` hold marks of `statements` around words found."""

    page_id: int | None
    document_id: int | None
    language: str
    kind: str
    anchor: str
    title: str
    passage: str


@dataclass(frozen=True)
class Hits:
    """The hits of one page of results, and how many there are of all: at most `statements.MOST`
    with the words in their titles and as many others."""

    hits: list[Hit]
    total: int


NOTHING = Hits([], 0)


def make_query(asked: Asked, language: str) -> Query:
    """Return what is looked for in a language: each term in all its forms, and its synonyms."""
    terms = [" ".join(without_stop_words(term.split(), language)) for term in asked.terms]
    terms = with_phrases([term for term in terms if term], language)
    with connection.cursor() as cursor:
        cursor.execute(statements.QUERY, {"language": language, "terms": terms})
        return Query(language, *(query or "" for query in cursor.fetchone()))


def search(
    query: Query, site: Site, *, kind: str = "", number: int = 1, of_all: bool = True
) -> Hits:
    """Return one page of hits; `of_all` says whether all terms must be there, or any."""
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
        passage=with_dots(passage, "\n".join(line for line, _place in lines)),
    )


def anchor_of(passage: str, lines: list[tuple[str, str]]) -> str:
    """Return the anchor of the line of a text that a passage is taken from; '' where none is.

    `lines` are those of the text, each with its anchor.
    """
    first = passage.split(statements.BETWEEN)[0]
    before = first.partition(statements.START)[0]
    text = "\n".join(line for line, _anchor in lines)
    start = text.find(without_marks(first))
    if statements.START not in first or start < 0:
        return ""
    return lines[text.count("\n", 0, start + len(before))][1]


def with_dots(passage: str, text: str) -> str:
    """Return a passage with dots where it leaves out what comes before or after it."""
    if statements.START not in passage:
        return text  # nothing was found in it: its beginning says what it is about
    parts = passage.split(statements.BETWEEN)
    before = "" if text.startswith(without_marks(parts[0])) else "… "
    after = "" if text.endswith(without_marks(parts[-1])) else " …"
    return f"{before}{passage}{after}"


def without_marks(passage: str) -> str:
    return passage.replace(statements.START, "").replace(statements.STOP, "")


def run(statement: str, values: dict) -> list[tuple]:
    """Run a statement that searches, by the indexes.

    Where a word is in most rows, the planner would rather read the table from its beginning until
    the limit is reached. It cannot know that the rows at its beginning are in another language.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(statement, values)
        return cursor.fetchall()


def plain_words(asked: Asked) -> list[str]:
    """Return the words of a search without accents, as staff's recommendations are compared."""
    return [unmarked(word) for word in folded(asked.text)]
