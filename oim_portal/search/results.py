"""Search results for templates: title, URL, breadcrumbs and matching passage of each hit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext as _, override

from oim_portal.media.models import PortalDocument
from pages.contract import Kind
from pages.languages import Localized, current_language, localized
from pages.models import BasePage

from .engine import Hit, Hits
from .fields import ANY_OTHER
from .kinds import kinds, part_kinds
from .statements import BETWEEN, START, STOP

SOURCE = settings.LANGUAGE_CODE
MAX_UNMARKED = 200  # characters of a passage in which nothing was found


@dataclass(frozen=True)
class Result:
    """A hit for the template; its texts are in `language`, `trail` is in that of the request.

    `missing` are words of the search that the page does not have; `passage_language` is another
    than that of the title where the passage is from a file that the page offers.
    """

    title: SafeString
    url: str
    kind: Kind
    date: str
    trail: list[Localized]
    passage: SafeString
    missing: tuple[str, ...]
    language: str
    passage_language: str
    timeline_url: str = ""
    state: object = ""

    @property
    def lang(self) -> SafeString | str:
        """Return ` lang="…"` if the texts are in another language than the page."""
        return Localized(True, self.language).lang

    @property
    def passage_lang(self) -> SafeString | str:
        return Localized(True, self.passage_language).lang


@dataclass(frozen=True)
class LanguageResults:
    """Results in another language, or in those that the portal itself does not have.

    `text` is the search, perhaps with its spelling corrected; `url` is the page with all results of
    it in their language, '' if the portal has none.
    """

    language: str
    results: list[Result]
    hits: Hits
    text: str
    url: str

    @property
    def heading(self) -> str:
        if self.language == ANY_OTHER:
            return _("In other languages")
        name = get_language_info(self.language)["name_translated"]
        return _("In another language: %(language)s") % {"language": name}


def results_of(hits: list[Hit], request: HttpRequest) -> list[Result]:
    """Return the results of hits, in three queries, and one for each type that has states.

    The suggestions call it too, after each pause of the typing: a query here is one for them.
    """
    pages = BasePage.objects.in_bulk({hit.page_id for hit in hits if hit.page_id})
    pages |= with_states(pages.values())
    alone = {hit.document_id for hit in hits if not hit.page_id}
    documents = PortalDocument.objects.in_bulk(alone)
    above = ancestors(list(pages.values()))
    results = []
    for hit in hits:
        # A page that has just been deleted is skipped, and one that no public page shows.
        page = pages.get(hit.page_id)
        if page and (url := address(page, hit, request)):
            results.append(result_of_page(hit, page, url, above, request))
        elif document := documents.get(hit.document_id):
            results.append(result(hit, document.url))
    return results


def with_states(pages: Iterable[BasePage]) -> dict[int, BasePage]:
    """Return those pages whose type says what state they are in, as that type, by primary key."""
    models = {page.specific_class for page in pages if page.specific_class}
    keys = [page.pk for page in pages]
    return {
        pk: page
        for model in models
        if model.state_label
        for pk, page in model.objects.in_bulk(keys).items()
    }


def ancestors(pages: list[BasePage]) -> dict[str, BasePage]:
    """Return published ancestors by path, without the root and the front page.

    The title of an unpublished page is not shown to visitors, though pages below it are public.
    """
    paths = {path for page in pages for path in paths_above(page)}
    found = BasePage.objects.filter(path__in=paths).published() if paths else []
    return {page.path: page for page in found}


def paths_above(page: BasePage) -> list[str]:
    step = BasePage.steplen
    return [page.path[:end] for end in range(3 * step, len(page.path), step)]


def result_of_page(
    hit: Hit, page: BasePage, url: str, above: dict[str, BasePage], request: HttpRequest
) -> Result:
    higher = [above.get(path) for path in paths_above(page)]
    # The breadcrumbs of a part of a page include the page.
    if hit.kind in part_kinds():
        higher.append(page)
    parent = higher[-1] if higher else None
    model = page.specific_class
    is_above = model and model.is_shown_above and parent
    # A file may be in a language that the page has no title in.
    language = hit.language if hit.language in page.translated_languages() else SOURCE
    return result(
        replace(hit, language=page.own_language or language),
        url,
        passage_language=page.own_language or hit.language,
        trail=[localized(each, "display_title") for each in higher if each],
        timeline_url=f"{parent.get_url(request)}#{model.anchor_of(page.slug)}" if is_above else "",
        state=page.state_label,
    )


def address(page: BasePage, hit: Hit, request: HttpRequest) -> str:
    """Return the URL of a hit, with its anchor, in its own language if the page is translated.

    A page that is shown in Spanish for lack of a translation has the URL of the visitor's language.
    """
    language = hit.language if hit.language in page.translated_languages() else current_language()
    with override(language):
        url = page.get_url(request) or ""
    return f"{url}#{hit.anchor}" if hit.anchor and "#" not in url else url


def result(
    hit: Hit,
    url: str,
    trail: list[Localized] | None = None,
    timeline_url: str = "",
    passage_language: str = "",
    state: object = "",
) -> Result:
    return Result(
        title=marked(hit.title),
        url=url,
        kind=kinds()[hit.kind],
        date=hit.date,
        missing=hit.missing,
        trail=trail or [],
        passage=passage("" if hit.in_file and START not in hit.passage else hit.passage),
        language=hit.language,
        passage_language=passage_language or hit.language,
        timeline_url=timeline_url,
        state=state,
    )


def passage(text: str) -> SafeString:
    """Return a passage with marked matches, or the beginning of a text without any."""
    text = text.replace("\n", " · ")
    if START not in text:
        short = text[:MAX_UNMARKED]
        return escape(short if short == text else short.rpartition(" ")[0] + " …")
    parts = [f"… {part}" if index else part for index, part in enumerate(text.split(BETWEEN))]
    return format_html_join(" ", "{}", ((marked(part),) for part in parts))


def marked(text: str) -> SafeString:
    """Return escaped text with a `<mark>` element in place of PostgreSQL's marks."""
    html = escape("")
    for number, piece in enumerate(text.replace(STOP, START).split(START)):
        html += format_html("<mark>{}</mark>", piece) if number % 2 else escape(piece)
    return html


def other_languages() -> list[str]:
    """Return the codes of the portal's languages without the active one, and that of any other."""
    own = [code for code, _name in settings.LANGUAGES if code != current_language()]
    return [*own, ANY_OTHER]
