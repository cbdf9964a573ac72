"""Facts about a page that several kinds of metadata need, and its OpenGraph (https://ogp.me)."""

from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import F, Q
from django.http import HttpRequest

from oim_portal.media import renditions
from oim_portal.media.models import PortalImage, Rendition

from ..languages import current_language, language_codes, localized
from ..models import BasePage, PortalSettings, ShareCard
from ..models.picture import PictureMixin
from ..passages import texts_of_article
from ..sensitive import is_sensitive
from ..site_cache import site_cache
from ..site_names import site_name
from .descriptions import description, is_front_page, page_title
from .urls import canonical_url, language_of

SHARED_SIZE = (1200, 630)  # pixels, as social networks show them


@dataclass(frozen=True)
class SharedPicture:
    """The picture of a shared link: full URL, content type, alternative text."""

    url: str
    type: str
    alt: str


@dataclass(frozen=True)
class PageFacts:
    """Title, description, language, full URL and pictures of a page as it is shown.

    Of a sensitive page, title and picture are the portal's.
    """

    title: str
    description: str
    language: str
    url: str
    is_front_page: bool
    photo: Rendition | None
    shared: SharedPicture | None
    is_sensitive: bool = False


def facts_of(request: HttpRequest, page: BasePage) -> PageFacts:
    """Return the facts of a page in the active language."""
    hidden = is_sensitive(request, page)
    title = site_name(request) if hidden else page_title(request, page)
    photo, alt = (None, "") if hidden else photo_of(page)
    if photo:
        url = settings.PORTAL_URL + photo.url
        shared: SharedPicture | None = SharedPicture(url, "image/jpeg", alt or title)
    else:
        shared = shared_card(request, None if hidden else page)
    return PageFacts(
        title=title,
        description="" if hidden else description(request, page),
        language=language_of(page),
        url=canonical_url(request, page),
        is_front_page=is_front_page(request, page),
        photo=photo,
        shared=shared,
        is_sensitive=hidden,
    )


def logo_of(settings: PortalSettings) -> Rendition | None:
    """Return the rendition of the portal's logo; None without a logo, or until it exists."""
    if not settings.emblem:
        return None
    return renditions.existing(settings.emblem, renditions.LOGO).get(renditions.LOGO)


def shared_card(request: HttpRequest, page: BasePage | None) -> SharedPicture | None:
    """Return the drawn card of a page, else the neutral one; None if neither is drawn yet.

    A private page has none. Read once for each version of the site.
    """
    language, cache = current_language(), site_cache(request)
    if page and cache.is_private(page.path):
        return None
    if page and language not in page.translated_languages():
        language = settings.LANGUAGE_CODE
    key = page and page.pk

    def find() -> ShareCard | None:
        found = ShareCard.objects.filter(Q(page=key) | Q(page=None), language=language)
        return found.order_by(F("page").asc(nulls_last=True)).first()

    card = cache.get_or_set(("card", key, language), find, apart=True)
    if card is None:
        return None
    return SharedPicture(
        settings.PORTAL_URL + default_storage.url(card.name), "image/png", card.alt
    )


def photo_of(page: BasePage) -> tuple[Rendition | None, str]:
    """Return the rendition of the page's picture for shared links, and its alternative text.

    None until it exists, and of a picture that is smaller than it should be.
    """
    image, alt = image_of(page)
    made = renditions.existing(image, renditions.SHARED) if image else {}
    photo = made.get(renditions.SHARED)
    return (photo, alt) if photo and (photo.width, photo.height) == SHARED_SIZE else (None, "")


def image_of(page: BasePage) -> tuple[PortalImage | None, str]:
    """Return the main picture of the page, else the first one in its text, with its description."""
    if isinstance(page, PictureMixin) and page.image:
        return page.image, "" if page.image_decorative else str(localized(page, "image_alt"))
    for text in texts_of_article(page):
        picture = text.kind == "stream" and text.value.first_block_by_name("picture")
        if picture and (image := picture.value["image"]):
            return image, "" if image.decorative else image.contextual_alt_text
    return None, ""


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
