"""Title and description of a page, from its own texts."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from oim_portal.web.html_text import plain

from ..languages import Localized, current_language, localized
from ..models import BasePage
from ..passages import texts_of_article
from ..site_names import organisation
from .urls import language_of

# A sentence ends at a punctuation mark, perhaps within quotation marks, before a capital letter.
# The quantifiers are possessive, since a text may consist of nothing but dots.
END_OF_SENTENCE = re.compile(r"(?<![.!?…])[.!?…]++[»”\")]*+(?=\s++[«“\"(¿¡]*+[A-ZÁÉÍÓÚÜÑ]|$)")
# 'EE. UU.', 'Sra. Pérez': a dot after one or two letters, or after these, ends no sentence.
LONGEST_ABBREVIATION = 4  # with the character before it
ABBREVIATION = re.compile(r"(?:\b[^\W\d_]{1,2}|\b(?:Sra|Dra|Ing|Lic|Art|Núm|Mrs))$")


def page_title(request: HttpRequest, page: BasePage) -> str:
    """Return the title for search engines that staff wrote, else the page's own title.

    The front page is called 'Inicio' in menus, which means nothing outside the site: its title is
    the organization's name.
    """
    if written := localized(page, "seo_title"):
        return str(written)
    return str(
        organisation(request) if is_front_page(request, page) else localized(page, "display_title")
    )


def is_front_page(request: HttpRequest, page: BasePage) -> bool:
    site = Site.find_for_request(request)
    return site is not None and page.pk == site.root_page_id


def description(page: BasePage) -> str:
    """Return the description that staff wrote, else the lead text, else the first sentence.

    Empty when the page has no text: no sentence is made up.
    """
    return str(text_about(page))


def summary(page: BasePage) -> Localized:
    """Return one whole sentence about a page, for a list of pages."""
    text = text_about(page)
    return Localized(first_sentence(str(text)), text.language)


def text_about(page: BasePage) -> Localized:
    for field in ("search_description", "lead"):
        if hasattr(page, f"{field}_{settings.LANGUAGE_CODE}") and (text := localized(page, field)):
            return Localized(" ".join(str(text).split()), text.language)
    if quoted := next(page.summary_sentences(), ""):
        return Localized(quoted, language_of(page))
    text = next(filter(None, texts(page)), Localized("", current_language()))
    return Localized(first_sentence(str(text)), text.language)


def texts(page: BasePage) -> Iterator[Localized]:
    """Yield the page's texts in form order; of a stream, its first paragraph."""
    for text in texts_of_article(page):
        if text.kind == "rich":
            yield Localized(plain(text.value), text.language)
        elif text.kind == "stream":
            paragraph = text.value.first_block_by_name("paragraph")
            yield Localized(plain(paragraph.value.source if paragraph else ""), text.language)


def first_sentence(text: str) -> str:
    """Return a text up to the end of its first sentence, or all of it if no end is found."""
    for end in END_OF_SENTENCE.finditer(text):
        if not ABBREVIATION.search(text, max(0, end.start() - LONGEST_ABBREVIATION), end.start()):
            return text[: end.end()]
    return text
