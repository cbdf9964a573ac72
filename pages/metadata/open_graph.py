"""OpenGraph properties of a page, for previews of shared links (https://ogp.me)."""

from ..languages import language_codes
from ..models import BasePage
from .facts import SHARED_SIZE, PageFacts, SharedPicture

# OpenGraph locales have a country. The English is that of the United Nations.
LOCALES = {"en": "en_GB"}


def locale(language: str) -> str:
    """Return the OpenGraph locale of a language; the country is Ecuador unless listed."""
    return LOCALES.get(language, f"{language.split('-')[0]}_EC")


def open_graph(page: BasePage | None, facts: PageFacts, site_name: str) -> list[tuple[str, str]]:
    """Return the properties of a page and their values, in order, without empty ones.

    Without a page they are those of a view of the portal, which has all languages.
    """
    codes = page.translated_languages() if page else language_codes()
    is_alone = page is not None and page.own_language
    others = [code for code in codes if code != facts.language and not is_alone]
    properties = [
        ("og:type", "website" if page is None or facts.is_front_page else "article"),
        ("og:title", facts.title),
        ("og:description", facts.description),
        ("og:url", facts.url),
        ("og:site_name", site_name),
        ("og:locale", locale(facts.language)),
        *(("og:locale:alternate", locale(code)) for code in others),
    ]
    return [(name, value) for name, value in [*properties, *pictured(facts.shared)] if value]


def pictured(picture: SharedPicture | None) -> list[tuple[str, str]]:
    """Return the properties of the picture of a shared link; none without one."""
    if picture is None:
        return []
    width, height = SHARED_SIZE
    return [
        ("og:image", picture.url),
        ("og:image:type", picture.type),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        ("og:image:alt", picture.alt),
    ]
