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

from .models import PublishedWord, SearchEntry

MOST = 150
# Marks around matches in passages: private-use characters, which are removed from all texts.
START, STOP, BETWEEN = "\ue000", "\ue001", "\ue002"
MARKS = f"StartSel={START}, StopSel={STOP}"
HEADLINE = (
    f"{MARKS}, MaxFragments=2, MaxWords=24, MinWords=9, ShortWord=0, FragmentDelimiter={BETWEEN}"
)
WHOLE = f"{MARKS}, HighlightAll=true"
# Characters of a text in which a passage is searched, since `ts_headline` parses each word.
MAX_HEADLINE = 20_000


MODELS = {
    "entry": SearchEntry,
    "page": BasePage,
    "document": PortalDocument,
    "word": PublishedWord,
    "page_restriction": PageViewRestriction,
    "collection_restriction": CollectionViewRestriction,
}

QUERY = """
SELECT string_agg('(' || portal_search_expanded(%(language)s, term)::text || ')', ' & '),
       string_agg('(' || portal_search_expanded(%(language)s, term)::text || ')', ' | '),
       string_agg('(' || portal_search_query(%(language)s, term)::text || ')', ' & '),
       string_agg('(' || portal_search_query(%(language)s, term)::text || ')', ' | ')
FROM unnest(%(terms)s::text[]) AS term
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
(CASE WHEN entry.page_id IS NOT NULL THEN EXISTS (
    SELECT FROM {page} page
    WHERE page.id = entry.page_id AND page.live AND starts_with(page.path, %(root)s)
      AND (page.expire_at IS NULL OR page.expire_at > statement_timestamp())
      AND NOT EXISTS (SELECT FROM closed_pages WHERE starts_with(page.path, closed_pages.path))
    OFFSET 0)
ELSE EXISTS (
    SELECT FROM {document} document
    JOIN wagtailcore_collection place ON place.id = document.collection_id
    WHERE document.id = entry.document_id AND NOT EXISTS (
        SELECT FROM closed_collections WHERE starts_with(place.path, closed_collections.path))
    OFFSET 0)
END)
"""
CANDIDATES = """
(SELECT entry.id FROM {entry} entry
 WHERE entry.language = %(language)s AND entry.{column} @@ %(query)s::tsquery {narrowed}
   AND {public} {also}
 LIMIT %(most)s)
"""
TITLES_ARE_FEW = "AND (SELECT count(*) FROM titled) < %(most)s"
SEARCH = """
WITH {closed},
titled AS MATERIALIZED {titled},
written AS MATERIALIZED {written},
found AS (SELECT id FROM titled UNION SELECT id FROM written),
ranked AS (
    SELECT entry.id, entry.page_id, entry.document_id, entry.language, entry.kind, entry.anchor,
           entry.title, entry.lead, entry.text, entry.anchors, count(*) OVER () AS total,
           entry.title_vector @@ %(own)s::tsquery AS in_title,
           ts_rank('{{0.1, 0.2, 0.4, 1.0}}', entry.vector, %(own)s::tsquery)
               + ts_rank('{{0.1, 0.2, 0.4, 1.0}}', entry.vector, %(query)s::tsquery) AS rank
    FROM found JOIN {entry} entry USING (id)
    ORDER BY in_title DESC, rank DESC, entry.id
    LIMIT %(limit)s OFFSET %(offset)s)
SELECT page_id, document_id, language, kind, anchor, total, anchors, lead, text,
       portal_search_headline(language, title, %(any)s::tsquery, %(whole)s),
       CASE WHEN strpos(literal, %(start)s) > 0 THEN literal
            ELSE portal_search_headline(language, body, %(any)s::tsquery, %(headline)s) END
FROM ranked,
     concat_ws(E'\\n', nullif(lead, ''), left(text, {longest})) AS body,
     portal_search_headline(language, body, %(any_own)s::tsquery, %(headline)s) AS literal
ORDER BY in_title DESC, rank DESC, id
"""


def filled(statement: str, **parts: str | int) -> str:
    """Return a statement with the names of the tables, and with the conditions of public rows."""
    names = {key: connection.ops.quote_name(model._meta.db_table) for key, model in MODELS.items()}
    public = {"closed": CLOSED.format(**names), "public": PUBLIC.format(**names)}
    return statement.format(**names, **public, **parts)


def candidates(column: str, narrowed: str = "", also: str = "") -> str:
    return filled(CANDIDATES, column=column, narrowed=narrowed, also=also)


def search(*, narrowed: bool) -> str:
    """Return the search statement, `narrowed` to one kind or not.

    A passage shows the visitor's own words if the text contains any of them, else their synonyms.

    Parameters: `language`, `kind`, `root`, `query`, `any`, `own`, `any_own`, `most`, `limit`,
    `offset`, `headline`, `whole`, `start`.
    """
    of_kind = "AND entry.kind = %(kind)s" if narrowed else ""
    return filled(
        SEARCH,
        titled=candidates("title_vector", of_kind),
        written=candidates("vector", of_kind, TITLES_ARE_FEW),
        longest=MAX_HEADLINE,
    )


TITLES = """
WITH {closed},
titled AS MATERIALIZED {titled}
SELECT entry.page_id, entry.document_id, entry.language, entry.kind, entry.anchor, entry.title
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
# Whether a public row contains a word unstemmed.
STILL_OCCURS = """
WITH {closed}
SELECT EXISTS (SELECT FROM {entry} entry
               WHERE entry.language = %(language)s
                 AND entry.vector @@ portal_search_exact(%(language)s, %(word)s)
                 AND {public})
"""
# The words that public text contains in any form.
OCCURRING = """
WITH {closed}
SELECT asked.word FROM unnest(%(words)s::text[]) AS asked (word)
WHERE EXISTS (SELECT FROM {entry} entry
              WHERE entry.language = %(language)s
                AND entry.vector @@ portal_search_query(%(language)s, asked.word)
                AND {public})
   OR portal_search_query(%(language)s, asked.word) IS NULL
"""
# Deletes the words that no entry contains any more.
DELETE_UNUSED_WORDS = """
DELETE FROM {word} word WHERE NOT EXISTS (
    SELECT FROM {entry} entry
    WHERE entry.language = word.language
      AND entry.vector @@ portal_search_exact(word.language, word.word) OFFSET 0)
"""
