"""The sizes and formats in which pictures are shown, made before anybody asks for them.

Wagtail's own tags make what is missing while a visitor waits, and nine renditions of a photo take
seconds. Here a page shows what exists: at upload one small JPEG is made at once, and the worker
makes the rest (`tasks.py`). Nothing that renders a page for visitors may call `make_missing`.
"""

import logging
from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from wagtail.images.models import Filter, Picture, SourceImageIOError

from .models import PortalImage, Rendition

logger = logging.getLogger(__name__)

FORMATS = ("avif", "webp", "jpeg")
WIDTHS = (480, 960, 1440)
#: Made while the picture is uploaded: what a page shows until the worker has made the others.
FIRST = "format-jpeg|width-480"
#: For links that are shared on networks, which crop to this shape.
SHARED = "fill-1200x630|format-jpeg"
#: For the head of the site, twice as large as it is shown; may be transparent.
LOGO = "max-320x96|format-webp"


def page_specs(image: PortalImage) -> list[str]:
    """Return the filters of the picture within a page, smallest first in each format.

    Wagtail never enlarges: of the widths that the original does not reach, one is enough.
    """
    reached = [width for width in WIDTHS if width < image.width]
    widths = WIDTHS[: len(reached) + 1]
    return [f"format-{format_}|width-{width}" for format_ in FORMATS for width in widths]


def make_missing(image: PortalImage, specs: Iterable[str] | None = None) -> None:
    """Make the renditions of a picture that are not there yet: those of `specs`, or all.

    A picture whose file is gone keeps what it has, and the log tells of it.
    """
    try:
        image.create_renditions(*missing(image, specs))
    except SourceImageIOError:
        logger.warning("The file of picture %s is missing: %s", image.pk, image.file.name)


def missing(image: PortalImage, specs: Iterable[str] | None = None) -> list[Filter]:
    """Return the filters of a picture's renditions that are not there yet; see `make_missing`."""
    if specs is None:
        specs = [*page_specs(image), SHARED, LOGO]
    made = set(image.renditions.values_list("filter_spec", "focal_point_key"))
    filters = [Filter(spec=spec) for spec in specs]
    return [each for each in filters if (each.spec, each.get_cache_key(image)) not in made]


def prefetch(images: Iterable[PortalImage | None]) -> None:
    """Read the renditions of many pictures with one query; those read before are not read again.

    All of them, not only those of pages: Wagtail makes what a prefetched picture seems to lack.
    """
    prefetch_related_objects([image for image in images if image], "renditions")


def existing(image: PortalImage, *specs: str) -> dict[str, Rendition]:
    """Return the renditions of a picture that exist, by filter, in the order of `specs`."""
    prefetch([image])
    filters = {spec: Filter(spec=spec) for spec in specs}
    found = image.find_existing_renditions(*filters.values())
    return {spec: found[each] for spec, each in filters.items() if each in found}


def picture(image: PortalImage, **attributes: str) -> Picture | None:
    """Return a `<picture>` of what exists, with the `<img>`'s attributes; None without any."""
    found = existing(image, *page_specs(image))
    if not any(spec.startswith("format-jpeg") for spec in found):
        return None  # without a JPEG there is nothing that every browser shows
    return Picture(found, attributes)
