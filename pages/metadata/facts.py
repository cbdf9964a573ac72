"""Facts about a page that several kinds of metadata need, computed once."""

from dataclasses import dataclass

from django.http import HttpRequest

from oim_portal.media import renditions
from oim_portal.media.models import PortalImage, Rendition

from ..models import BasePage, PortalSettings
from ..models.picture import PictureMixin
from ..passages import texts_of_article
from ..sensitive import is_sensitive
from ..site_cache import settings_of
from ..site_names import site_name
from .descriptions import description, is_front_page, page_title
from .urls import canonical_url, language_of


@dataclass(frozen=True)
class PageFacts:
    """Title, description, language, full URL and picture of a page as it is shown.

    Of a sensitive page, title and picture are the portal's.
    """

    title: str
    description: str
    language: str
    url: str
    is_front_page: bool
    picture: Rendition | None
    is_sensitive: bool = False


def facts_of(request: HttpRequest, page: BasePage) -> PageFacts:
    """Return the facts of a page in the active language."""
    hidden = is_sensitive(request, page)
    return PageFacts(
        title=str(site_name(request)) if hidden else page_title(request, page),
        description="" if hidden else description(request, page),
        language=language_of(page),
        url=canonical_url(request, page),
        is_front_page=is_front_page(request, page),
        picture=logo_of(settings_of(request)) if hidden else shared_picture(page),
        is_sensitive=hidden,
    )


def logo_of(settings: PortalSettings) -> Rendition | None:
    """Return the rendition of the portal's logo; None without a logo, or until it exists."""
    if not settings.emblem:
        return None
    return renditions.existing(settings.emblem, renditions.LOGO).get(renditions.LOGO)


def shared_picture(page: BasePage) -> Rendition | None:
    """Return the rendition of the page's picture for shared links; None until it exists."""
    image = image_of(page)
    if image is None:
        return None
    return renditions.existing(image, renditions.SHARED).get(renditions.SHARED)


def image_of(page: BasePage) -> PortalImage | None:
    """Return the main picture of the page, else the first one in its text."""
    if isinstance(page, PictureMixin) and page.image:
        return page.image
    for text in texts_of_article(page):
        picture = text.kind == "stream" and text.value.first_block_by_name("picture")
        if picture and picture.value["image"]:
            return picture.value["image"]
    return None
