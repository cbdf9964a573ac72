"""Content of the results page for one request."""

from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _, override
from wagtail.models import Site

from pages.filters import Option, preserve_query
from pages.languages import current_language, language_codes
from pages.models import BasePage
from pages.models.published import is_private
from pages.site_cache import site_cache

from . import missed
from .engine import NOTHING, PAGE_LENGTH, Hits, make_query, search
from .kinds import kind_from, kinds, public_kinds
from .models import Promotion
from .results import LanguageResults, Result, other_languages, results_of
from .spelling import Spelling, spelling
from .statements import MOST
from .tokens import ParsedSearch, parse_search, tokenize, unaccent

# With fewer results than this, results in other languages are shown too.
FEW = 3
MOST_PAGES = 2 * MOST // PAGE_LENGTH
FIRST = 5  # results that are shown in another language


class ResultsPage:
    """A search (`?q=…&tipo=…&pagina=…`) with its results, corrections and links.

    Where nothing is found in any language, the results are those of the spelling correction, if
    it has any, in this language or another; `?exacto=1` searches for what was typed.

    Raises BadRequest for a kind or a page number that no link of this site has; any search text is
    valid. Kinds are fixed in code, so such a link was never right; the choices of a listing are
    content that may be gone, so there it is Http404 (pages/filters.py).
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.site = Site.find_for_request(request)
        self.asked = parse_search(request.GET.get("q", ""))
        self.kind = kind_from(request.GET.get("tipo", ""))
        self.number = number_from(request.GET.get("pagina") or "1")
        self.is_exact = request.GET.get("exacto") == "1"
        self.language = current_language()
        preserve_query(request, self._query(q=self.asked.text))

    @cached_property
    def _typed_hits(self) -> Hits:
        return self._search(self.asked, self.language, number=self.number)

    @cached_property
    def hits(self) -> Hits:
        if self.likely == self.asked:
            return self._typed_hits
        found = self._search(self.likely, self.language, number=self.number)
        return found if found.kinds else self._typed_hits

    def _search(self, asked: ParsedSearch, language: str, **options) -> Hits:
        if not asked.terms or self.site is None:
            return NOTHING
        return search(make_query(asked, language), self.site, kind=self.kind, **options)

    @cached_property
    def results(self) -> list[Result]:
        return results_of(self.hits.hits, self.request)

    @property
    def total(self) -> int:
        return self.hits.total

    @cached_property
    def recommended(self) -> list[BasePage]:
        """The public pages that staff recommend for exactly this search."""
        if self.number > 1 or self.kind or not self.asked.terms:
            return []
        words = [unaccent(word) for word in tokenize(self.asked.text)]
        ours = Promotion.objects.filter(Q(language="") | Q(language=self.language))
        ids = [promotion.page_id for promotion in ours if promotion.answers(words)]
        if not ids:
            return []
        public = BasePage.objects.descendant_of(self.site.root_page, inclusive=True).published()
        found = public.filter(~is_private(), pk__in=ids).specific().in_bulk()
        return [found[pk] for pk in dict.fromkeys(ids) if pk in found]

    @cached_property
    def in_other_languages(self) -> list[LanguageResults]:
        """The first results in other languages, if there are few in the visitor's own."""
        if self._typed_hits.total >= FEW or self.number > 1:
            return []
        return self._results_in(dict.fromkeys(other_languages(), self.asked))

    def _results_in(self, asked: dict[str, ParsedSearch]) -> list[LanguageResults]:
        found = []
        for code, each in asked.items():
            hits = self._search(each, code)
            if results := results_of(hits.hits[:FIRST], self.request):
                with override(code):
                    url = url_of(self._query(q=each.text, pagina=1))
                url = url if code in language_codes() else ""
                found.append(LanguageResults(code, results, hits, each.text, url))
        return found

    @cached_property
    def elsewhere(self) -> list[LanguageResults]:
        """Results in other languages, of their own corrections if nothing else is found."""
        is_found = self.hits.kinds or self.in_other_languages
        if is_found or self.number > 1 or self.is_exact or not self.asked.terms or not self.site:
            return self.in_other_languages
        others = [code for code in language_codes() if code != self.language]
        meant = {code: spelling(self.asked, code, self.site).correction for code in others}
        return self._results_in({code: parse_search(text) for code, text in meant.items() if text})

    @cached_property
    def spelling(self) -> Spelling:
        """What no text has of the search, and what may be meant, if no language has a result."""
        is_found = self._typed_hits.kinds or self.in_other_languages
        if is_found or self.number > 1 or not self.asked.terms or self.site is None:
            return Spelling()
        return spelling(self.asked, self.language, self.site)

    @property
    def correction(self) -> str:
        """The search whose results are shown instead of those of the typed one; '' for none."""
        return "" if self.hits is self._typed_hits else self.likely.text

    @cached_property
    def likely(self) -> ParsedSearch:
        """The search with its spelling corrected, whether or not that has any results."""
        correction = "" if self.is_exact else self.spelling.correction
        return parse_search(correction) if correction else self.asked

    @property
    def meant(self) -> ParsedSearch:
        """The search of which the page says what it finds."""
        return self.likely if self.correction else self.asked

    @property
    def unknown(self) -> list[str]:
        """The words of several that no page has, which the correction does not replace."""
        several = len(self.asked.words) > 1
        return [word for word in self.spelling.unknown if several and word in self.likely.words]

    @cached_property
    def partial(self) -> list[Result]:
        """Results with some of the words, those with most of them first, if none has them all."""
        is_found = self.hits.kinds or self.in_other_languages
        if is_found or self.number > 1 or len(self.likely.terms) < 2:
            return []
        found = self._search(self.likely, self.language, of_all=False)
        return results_of(found.hits, self.request)

    @property
    def is_missed(self) -> bool:
        """Return whether the site has no result and no recommended page for what was typed.

        A search whose correction has results is missed as it was typed: the correction may be
        wrong. Who asks for exactly that afterwards was counted before.
        """
        found = self._typed_hits.total or self.in_other_languages or self.recommended
        is_counted = self.number > 1 or self.kind or self.is_exact
        return bool(self.asked.terms) and not found and not is_counted

    def count_if_missed(self) -> None:
        if self.is_missed:
            shown = [self.correction, *(each.text for each in self.elsewhere)]
            missed.count(self.request, self.asked, self.language, next(filter(None, shown), ""))

    @property
    def total_of_all_kinds(self) -> int:
        return sum(self.hits.kinds.values())

    @property
    def kinds(self) -> list[Option]:
        """The links that filter the results by kind, with their numbers; none without results.

        Of a search with so many results that not all are counted, the kinds that the site has.
        """
        counts: dict[str, int | None] = dict(self.hits.kinds)
        everything: int | None = self.total_of_all_kinds
        if everything and everything >= MOST:
            known = site_cache(self.request).get_or_set("search kinds", public_kinds, apart=True)
            counts, everything = dict.fromkeys(known), None
        if not counts:
            return []
        options = [
            Option(kind.plural, self._url(tipo=value, pagina=1), self.kind == value, counts[value])
            for value, kind in kinds().items()
            if value in counts
        ]
        return [Option(_("All"), self.everything_url, not self.kind, everything), *options]

    @property
    def kind_chosen(self) -> object:
        """The name of the kind to which the results are narrowed, in the plural."""
        return kinds()[self.kind].plural if self.kind else ""

    @property
    def everything_url(self) -> str:
        return self._url(tipo="", pagina=1)

    @property
    def exact_url(self) -> str:
        return self._url(q=self.asked.text, pagina=1, exacto="1")

    @property
    def pages(self) -> list[Option]:
        """The links to all pages of results; none if there is only one."""
        count = -(-self.total // PAGE_LENGTH)
        return [
            Option(number, self._url(pagina=number), number == self.number)
            for number in range(1, count + 1)
            if count > 1
        ]

    @property
    def previous_url(self) -> str:
        return self._url(pagina=self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        is_last = self.number * PAGE_LENGTH >= self.total
        return "" if is_last else self._url(pagina=self.number + 1)

    def _url(self, **changes) -> str:
        return url_of({"q": self.meant.text} | self._query(**changes))

    def _query(self, **changes) -> dict[str, object]:
        values = {"tipo": self.kind, "pagina": self.number} | changes
        kept = {name: value for name, value in values.items() if value not in ("", 1)}
        return kept | ({"exacto": "1"} if self.is_exact else {})


def url_of(query: dict[str, object]) -> str:
    return f"{reverse('search')}?{urlencode(query)}"


def number_from(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST_PAGES):
        raise BadRequest("There is no such page of results.")
    return int(text)
