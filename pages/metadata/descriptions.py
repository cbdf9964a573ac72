"""Title and description of a page, from its own texts."""

import re
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site

from oim_portal.web.html_text import plain

from ..languages import Localized, current_language, localized
from ..models import BasePage
from ..passages import texts_of_article
from ..site_names import organisation, site_name
from .urls import language_of

SHORTEST, LONGEST = 50, 160  # characters of a description: search engines show no more

# A sentence ends at a punctuation mark, perhaps within quotation marks, before a capital letter.
# The quantifiers are possessive, since a text may consist of nothing but dots.
END_OF_SENTENCE = re.compile(r"(?<![.!?…])[.!?…]++[»”\")]*+(?=\s++[«“\"(¿¡]*+[A-ZÁÉÍÓÚÜÑ]|$)")
ENDS = re.compile(r"[.!?…][»”\")]*$")
# 'EE. UU.', 'Sra. Pérez': a dot after one or two letters, or after these, ends no sentence.
LONGEST_ABBREVIATION = 4  # with the character before it
ABBREVIATION = re.compile(r"(?:\b[^\W\d_]{1,2}|\b(?:Sra|Dra|Ing|Lic|Art|Núm|Mrs))$")


def page_title(request: HttpRequest, page: BasePage) -> str:
    """Return the title for search engines that staff wrote, else the page's own title.

    The front page is called 'Inicio' in menus, which means nothing outside the site: its title is
    the organization's name. An event and a programme may have the same title, so that each says
    what it is.
    """
    if page.shown_address:
        return f"{localized(page, 'display_title')}: {page.shown_address.label}"
    if written := localized(page, "seo_title"):
        return str(written)
    if is_front_page(request, page):
        return organisation(request)
    title, kind = str(localized(page, "display_title")), kind_of(page)
    return f"{title} ({kind})" if kind else title


def kind_of(page: BasePage) -> str:
    """Return what kind of page it is; '' where that says no more than that it is one.

    The title of a page in a language of its own is in that language.
    """
    plain_page = page.own_language or page.search_kind == BasePage.search_kind
    return "" if plain_page else str(page.search_kind.label)


def is_front_page(request: HttpRequest, page: BasePage) -> bool:
    site = Site.find_for_request(request)
    return site is not None and page.pk == site.root_page_id


def description(request: HttpRequest, page: BasePage) -> str:
    """Return the description that staff wrote, else whole sentences of the page.

    Else the portal says what the page is: no sentence of the office is cut or changed.
    """
    if written := written_description(page):
        return " ".join(str(written).split())
    language = language_of(page)
    told = [str(text) for text in texts(page) if text.language == language]
    return whole_sentences(told) or sentence_on(request, page)


def written_description(page: BasePage) -> Localized | None:
    """Return the description that staff wrote in the language of the page, if they did."""
    written = localized(page, "search_description")
    return written if written and written.language == language_of(page) else None


def whole_sentences(texts: Iterable[str]) -> str:
    """Return the first sentences of a text that fit into a description; '' if none does.

    A short text goes on in the next one. Where a sentence is too long, what follows it would miss
    it, so the next text is tried.
    """
    told = ""
    for text in texts:
        if told and not ENDS.search(told):  # nothing goes on after what is no sentence
            if len(told) >= SHORTEST:
                return told
            told = ""
        for sentence in sentences(text):
            longer = f"{told} {sentence}".lstrip()
            if len(longer) > LONGEST or sentence[-1] in ":,;":
                if len(told) >= SHORTEST:
                    return told
                told = ""
                break
            told = longer
    return told if len(told) >= SHORTEST else ""


def sentence_on(request: HttpRequest, page: BasePage) -> str:
    """Return a sentence of the portal: the title of a page, its kind and what it has in short."""
    portal = _("This is the portal of the International Organization for Migration in Ecuador.")
    if is_front_page(request, page):
        return portal
    title = " ".join(str(localized(page, "display_title")).split())
    kind, short = kind_of(page), page.in_short(request)
    said = _("On this page of its portal, %(site)s presents: %(title)s.")
    for facts in ((kind, short), (short,), (kind,), ()):
        named = f"{title} ({', '.join(filter(None, facts))})" if any(facts) else title
        sentence = said % {"site": site_name(request), "title": named}
        if SHORTEST <= len(sentence) <= LONGEST:
            return sentence
    return portal


def summary(page: BasePage) -> Localized:
    """Return one whole sentence about a page, for a list of pages or a feed; '' if it has none."""
    empty = Localized("", current_language())
    text = written_description(page) or next(filter(None, texts(page)), empty)
    return Localized(next(sentences(str(text)), ""), text.language)


def texts(page: BasePage) -> Iterator[Localized]:
    """Yield lead text, quotation and the page's texts in form order; of a stream, a paragraph."""
    if hasattr(page, f"lead_{settings.LANGUAGE_CODE}"):
        yield localized(page, "lead")
    if quoted := page.quoted_text():
        yield quoted
    for text in texts_of_article(page):
        if text.kind == "rich":
            yield Localized(plain(text.value), text.language)
        elif text.kind == "stream":
            paragraph = text.value.first_block_by_name("paragraph")
            yield Localized(plain(paragraph.value.source if paragraph else ""), text.language)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph, with single blanks."""
    rest = " ".join(text.split())
    while rest:
        sentence = first_sentence(rest)
        yield sentence
        rest = rest[len(sentence) :].lstrip()


def first_sentence(text: str) -> str:
    """Return a text up to the end of its first sentence, or all of it if no end is found."""
    for end in END_OF_SENTENCE.finditer(text):
        if not ABBREVIATION.search(text, max(0, end.start() - LONGEST_ABBREVIATION), end.start()):
            return text[: end.end()]
    return text
