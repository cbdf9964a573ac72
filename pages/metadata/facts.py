"""Facts about a page that several kinds of metadata need, computed once."""

from dataclasses import dataclass

from django.http import HttpRequest

from oim_portal.media import renditions
from oim_portal.media.models import PortalImage, Rendition

from ..models import BasePage
from ..models.picture import PictureMixin
from ..passages import texts_of_article
from .descriptions import description, is_front_page, page_title
from .urls import canonical_url, language_of


@dataclass(frozen=True)
class PageFacts:
    """Title, description, language, full URL and picture of a page as it is shown."""

    title: str
    description: str
    language: str
    url: str
    is_front_page: bool
    picture: Rendition | None


def facts_of(request: HttpRequest, page: BasePage) -> PageFacts:
    """Return the facts of a page in the active language."""
    return PageFacts(
        title=page_title(request, page),
        description=description(page),
        language=language_of(page),
        url=canonical_url(request, page),
        is_front_page=is_front_page(request, page),
        picture=shared_picture(page),
    )


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
