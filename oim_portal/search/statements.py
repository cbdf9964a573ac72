"""SQL statements of the search, limited to public rows.

Each is a single SQL statement, so that rows and the state of their pages (live, public, place in
the tree) come from one snapshot of the database. A page that is made private is in no search that
starts afterwards.

The time of a search must not depend on the size of the index. A frequent word is in most pages, and
ranking all of them would read all of them; so at most `MOST` rows with the words in their titles
are ranked, and as many others if these are fewer. `LIMIT` stops reading as soon as they are found,
and the index is not searched for others if the titles are enough.
"""

from django.db import connection
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from oim_portal.media.models import PortalDocument
from pages.models import BasePage

from .models import PublishedWord, Rewrite, SearchEntry

MOST = 150
# Rows of files, whose vectors are long, beside these.
MOST_FILES = 30
# Marks around matches in passages: private-use characters, which are removed from all texts.
START, STOP, BETWEEN = "\ue000", "\ue001", "\ue002"
MARKS = f"StartSel={START}, StopSel={STOP}"
HEADLINE = (
    f"{MARKS}, MaxFragments=2, MaxWords=24, MinWords=9, ShortWord=0, FragmentDelimiter={BETWEEN}"
)
WHOLE = f"{MARKS}, HighlightAll=true"
# Letters in common, of a mistyped beginning with a word: one wrong letter of seven leaves 0.375.
LEAST_ALIKE = "0.35"
# Characters of a text in which a passage is searched, since `ts_headline` parses each word.
MAX_HEADLINE = 20_000


MODELS = {
    "entry": SearchEntry,
    "page": BasePage,
    "document": PortalDocument,
    "word": PublishedWord,
    "rewrite": Rewrite,
    "page_restriction": PageViewRestriction,
    "collection_restriction": CollectionViewRestriction,
}

# The terms of a search that are no stop words: as typed, in all forms with their synonyms, without.
QUERY = """
SELECT term, portal_search_expanded(%(language)s, term)::text,
       portal_search_query(%(language)s, term)::text
FROM unnest(%(terms)s::text[]) WITH ORDINALITY AS typed (term, place)
WHERE portal_search_query(%(language)s, term) IS NOT NULL ORDER BY place
"""
# Paths of private pages and collections: few rows, read once per statement.
CLOSED = """
closed_pages AS MATERIALIZED (
    SELECT page.path FROM {page_restriction} closed JOIN {page} page ON page.id = closed.page_id),
closed_collections AS MATERIALIZED (
    SELECT place.path FROM {collection_restriction} closed
    JOIN wagtailcore_collection place ON place.id = closed.collection_id)
"""
# `OFFSET 0` keeps the planner from joining all pages with all rows: only matching rows are checked.
PUBLIC = """
((entry.page_id IS NULL OR EXISTS (
    SELECT FROM {page} page
    WHERE page.id = entry.page_id AND page.live AND starts_with(page.path, %(root)s)
      AND (page.expire_at IS NULL OR page.expire_at > statement_timestamp())
      AND NOT EXISTS (SELECT FROM closed_pages WHERE starts_with(page.path, closed_pages.path))
    OFFSET 0))
AND (entry.document_id IS NULL OR EXISTS (
    SELECT FROM {document} document
    JOIN wagtailcore_collection place ON place.id = document.collection_id
    WHERE document.id = entry.document_id AND document.deleted_at IS NULL AND NOT EXISTS (
        SELECT FROM closed_collections WHERE starts_with(place.path, closed_collections.path))
    OFFSET 0)))
"""
# Titles come first: a frequent word is in one of them, and the index of all words would be read for
# each of its rows.
OCCURS = """
(EXISTS (SELECT FROM {entry} entry
         WHERE entry.language = %(language)s AND entry.title_vector @@ query AND {public})
 OR EXISTS (SELECT FROM {entry} entry
            WHERE entry.language = %(language)s AND entry.vector @@ query
              AND NOT entry.in_file AND {public}))
"""
CANDIDATES = """
(SELECT entry.id, entry.kind FROM {entry} entry
 WHERE entry.language = %(language)s AND entry.{column} @@ %({query})s::tsquery {narrowed}
   AND {public} {also}
 LIMIT {most})
"""
# Rows with the words in their titles, then others with the words, then files that pages offer, then
# rows with some of the words in their titles: these only where no row of the first two has any word
# in its title, so that 'becas canada' finds the programmes that are named so before a page that
# mentions both.
FOUND = """
titled{of} AS MATERIALIZED {titled},
written{of} AS MATERIALIZED {written},
filed{of} AS MATERIALIZED {filed},
named{of} AS MATERIALIZED {named},
found{of} AS (SELECT * FROM titled{of} UNION SELECT * FROM written{of}
              UNION SELECT * FROM named{of} UNION SELECT * FROM filed{of})
"""
ARE_FEW = "AND NOT entry.in_file AND (SELECT count(*) FROM titled{of}) < {most}"
NO_TITLE = """
AND %(widened)s AND EXISTS (SELECT FROM written)
AND NOT EXISTS (SELECT FROM (SELECT * FROM titled UNION SELECT * FROM written) AS whole
                JOIN {entry} AS other USING (id) WHERE other.title_vector @@ %(any)s::tsquery)
"""
# A term counts most in a title, less there by a synonym, least in a text, last in a file.
SEARCH = """
WITH {closed}, {found},
terms AS MATERIALIZED (
    SELECT form::tsquery, own::tsquery, place
    FROM unnest(%(terms)s::text[], %(own_terms)s::text[])
        WITH ORDINALITY AS term (form, own, place)),
ranked AS (
    SELECT entry.id, entry.page_id, entry.document_id, entry.language, entry.kind, entry.anchor,
           entry.title, entry.date, entry.lead, entry.text, entry.anchors, points, missing,
           CASE WHEN entry.in_file THEN 0 ELSE
           ts_rank('{{0.1, 0.2, 0.4, 1.0}}', entry.vector, %(own)s::tsquery)
               + ts_rank('{{0.1, 0.2, 0.4, 1.0}}', entry.vector, %(query)s::tsquery) END AS rank
    FROM found{of} JOIN {entry} entry USING (id), LATERAL (
        SELECT sum(worth) AS points, array_agg(place) FILTER (WHERE worth = 0) AS missing
        FROM terms, LATERAL (SELECT CASE WHEN entry.title_vector @@ own THEN 4
                                 WHEN entry.title_vector @@ form THEN 3
                                 WHEN entry.vector @@ form THEN 1 ELSE 0 END) AS weighed (worth)
        ) AS score
    ORDER BY points DESC, rank DESC, entry.id
    LIMIT %(limit)s OFFSET %(offset)s)
SELECT page_id, document_id, language, kind, anchor, title_marked, date, missing, anchors, lead,
       text, CASE WHEN strpos(literal, %(start)s) > 0 THEN literal
            ELSE portal_search_headline(language, body, %(any)s::tsquery, %(headline)s) END,
       total, kinds
FROM (SELECT (SELECT count(*) FROM found{of}) AS total, (
          SELECT json_object_agg(kind, number) FROM (
              SELECT kind, count(*) AS number FROM found GROUP BY kind) AS counts) AS kinds
     ) AS counted
LEFT JOIN ranked ON true
LEFT JOIN LATERAL (
    SELECT body, portal_search_headline(language, title, %(any)s::tsquery, %(whole)s)
               AS title_marked,
           portal_search_headline(language, body, %(any_own)s::tsquery, %(headline)s) AS literal
    FROM concat_ws(E'\\n', nullif(lead, ''), left(text, {longest})) AS body) AS shown
    ON ranked.id IS NOT NULL
ORDER BY points DESC, rank DESC, id
"""


def filled(statement: str, **parts: str | int) -> str:
    """Return a statement with the names of the tables, and with the conditions of public rows."""
    names = {key: connection.ops.quote_name(model._meta.db_table) for key, model in MODELS.items()}
    public = {"closed": CLOSED.format(**names), "public": PUBLIC.format(**names)}
    public["occurs"] = OCCURS.format(**names, **public)
    return statement.format(**names, **public, **parts)


def candidates(
    column: str, query: str = "query", narrowed: str = "", also: str = "", most: int = MOST
) -> str:
    return filled(CANDIDATES, column=column, query=query, narrowed=narrowed, also=also, most=most)


def found(of: str, narrowed: str) -> str:
    """Return the common table expressions of the rows found, whose names end in `of`."""
    return FOUND.format(
        of=of,
        titled=candidates("title_vector", narrowed=narrowed),
        written=candidates("vector", narrowed=narrowed, also=ARE_FEW.format(of=of, most=MOST)),
        filed=candidates("vector", "query", narrowed, "AND entry.in_file", MOST_FILES),
        named=candidates("title_vector", "any", narrowed, filled(NO_TITLE)),
    )


def search(*, narrowed: bool) -> str:
    """Return the search statement, `narrowed` to one kind or not.

    A passage shows the visitor's own words if the text contains any of them, else their synonyms.
    There is at least one row, with the counts; a narrowed search counts the rows of all kinds too.

    Parameters: `language`, `kind`, `root`, `query`, `any`, `own`, `any_own`, `terms`, `own_terms`,
    `widened`, `limit`, `offset`, `headline`, `whole`, `start`.
    """
    rows = [found("", "")]
    if narrowed:
        rows.append(found("_of_kind", "AND entry.kind = %(kind)s"))
    of = "_of_kind" if narrowed else ""
    return filled(SEARCH, found=",".join(rows), of=of, longest=MAX_HEADLINE)


TITLES = """
WITH {closed},
titled AS MATERIALIZED {titled}
SELECT entry.page_id, entry.document_id, entry.language, entry.kind, entry.anchor, entry.title,
       entry.date
FROM titled JOIN {entry} entry USING (id)
ORDER BY length(entry.title), entry.title, entry.id LIMIT %(limit)s
"""


def titles() -> str:
    """Return the statement that finds the shortest titles with the words of a query."""
    return filled(TITLES, titled=candidates("title_vector"))


# Similar words that were published at some time.
SPELLINGS = """
SELECT word.word FROM {word} word
WHERE word.language = %(language)s AND word.plain %% %(plain)s
ORDER BY similarity(word.plain, %(plain)s) DESC, word.word LIMIT %(most)s
"""
# Words that begin like these letters, mistyped: `<%` compares them with any part of a word.
BEGINNINGS = """
SELECT word.word FROM {word} word
WHERE word.language = %(language)s AND %(plain)s <%% word.plain
ORDER BY similarity(left(word.plain, length(%(plain)s)), %(plain)s) DESC, length(word.plain),
         word.word
LIMIT %(most)s
"""
# Whether a public row contains a word unstemmed.
STILL_OCCURS = """
WITH {closed}
SELECT {occurs}
FROM (SELECT portal_search_exact(%(language)s, %(word)s) OFFSET 0) AS form (query)
"""
# Whether public text contains each word in any form, and whether staff list it among the synonyms.
OCCURRING = """
WITH {closed}
SELECT asked.word, query IS NULL OR {occurs},
       EXISTS (SELECT FROM {rewrite} rewrite
               WHERE rewrite.language = %(language)s AND query @> rewrite.target)
FROM unnest(%(words)s::text[]) AS asked (word),
     LATERAL (SELECT portal_search_query(%(language)s, asked.word) OFFSET 0) AS form (query)
"""
# Deletes the words that no entry contains any more.
DELETE_UNUSED_WORDS = """
DELETE FROM {word} word WHERE NOT EXISTS (
    SELECT FROM {entry} entry
    WHERE entry.language = word.language AND NOT entry.in_file
      AND entry.vector @@ portal_search_exact(word.language, word.word) OFFSET 0)
"""
