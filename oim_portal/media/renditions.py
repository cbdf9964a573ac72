"""Renditions of pictures: their sizes and formats, created before they are requested.

Wagtail's own tags create missing renditions while a visitor waits, and nine renditions of a photo
take seconds. Here a page shows the existing ones: at upload one small JPEG is created at once, and
the worker creates the others (`tasks.py`). Code that renders a page for visitors must not call
`make_missing`.
"""

import logging
from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from wagtail.images.models import Filter, Picture, SourceImageIOError

from .models import PortalImage, Rendition

logger = logging.getLogger(__name__)

FORMATS = ("avif", "webp", "jpeg")
WIDTHS = (480, 960, 1440)
#: Created during the upload: pages show it until the worker has created the others.
FIRST = "format-jpeg|width-480"
#: For links shared on social networks, which crop to this aspect ratio.
SHARED = "fill-1200x630|format-jpeg"
#: For the header of the site, at twice the displayed size; may be transparent.
LOGO = "max-320x96|format-webp"


def page_specs(image: PortalImage) -> list[str]:
    """Return the filter specs of the picture within a page, smallest first in each format.

    Wagtail never enlarges: of the widths that exceed the original, one is enough.
    """
    reached = [width for width in WIDTHS if width < image.width]
    widths = WIDTHS[: len(reached) + 1]
    return [f"format-{format_}|width-{width}" for format_ in FORMATS for width in widths]


def make_missing(image: PortalImage, specs: Iterable[str] | None = None) -> None:
    """Create the missing renditions of a picture: those of `specs`, or all.

    A picture whose file is missing keeps its renditions, and the log reports it.
    """
    try:
        image.create_renditions(*missing(image, specs))
    except SourceImageIOError:
        logger.warning("The file of picture %s is missing: %s", image.pk, image.file.name)


def missing(image: PortalImage, specs: Iterable[str] | None = None) -> list[Filter]:
    """Return the filters of the missing renditions of a picture; see `make_missing`."""
    if specs is None:
        specs = [*page_specs(image), SHARED, LOGO]
    made = set(image.renditions.values_list("filter_spec", "focal_point_key"))
    filters = [Filter(spec=spec) for spec in specs]
    return [each for each in filters if (each.spec, each.get_cache_key(image)) not in made]


def prefetch(images: Iterable[PortalImage | None]) -> None:
    """Prefetch the renditions of many pictures in one query, unless they are prefetched already.

    All of them, not only those of pages: Wagtail creates those that a prefetched picture seems to
    lack.
    """
    prefetch_related_objects([image for image in images if image], "renditions")


def existing(image: PortalImage, *specs: str) -> dict[str, Rendition]:
    """Return the existing renditions of a picture, by filter spec, in the order of `specs`."""
    prefetch([image])
    filters = {spec: Filter(spec=spec) for spec in specs}
    found = image.find_existing_renditions(*filters.values())
    return {spec: found[each] for spec, each in filters.items() if each in found}


def picture(image: PortalImage, **attributes: str) -> Picture | None:
    """Return a `<picture>` of the existing renditions with attributes of its `<img>`, or None."""
    found = existing(image, *page_specs(image))
    if not any(spec.startswith("format-jpeg") for spec in found):
        return None  # every browser needs the JPEG as a fallback
    return Picture(found, attributes)
