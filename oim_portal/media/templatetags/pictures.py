"""Template tags for pictures, which use existing renditions: no request of a visitor creates one.

Also a tag for forms that lists the missing fields of an upload.
"""

from django import template
from django.forms import Form
from wagtail.images.models import Picture

from .. import renditions
from ..models import PortalImage, Rendition

register = template.Library()

# The text is 48rem wide at most; in a narrower viewport a picture has its full width.
IN_THE_TEXT = "(max-width: 48rem) 100vw, 48rem"


@register.simple_tag
def prepared_picture(
    image: PortalImage, alt: object, *, at_the_head: bool = False, **attributes: str
) -> Picture | None:
    """Return a `<picture>` in AVIF, WebP and JPEG, or None if no rendition exists yet.

    `alt` is its alternative text in this place, '' for a decorative one. The picture at the head of
    a page is loaded first, others when the reader scrolls near them.
    """
    when = {"fetchpriority": "high"} if at_the_head else {"loading": "lazy"}
    return renditions.picture(image, alt=str(alt), sizes=IN_THE_TEXT, **when, **attributes)


@register.simple_tag
def prepared_logo(image: PortalImage | None) -> Rendition | None:
    """Return the rendition of a logo for the header of the site, or None if it does not exist."""
    return renditions.existing(image, renditions.LOGO).get(renditions.LOGO) if image else None


@register.simple_tag
def missing_fields(form: Form) -> list[str]:
    """Return the labels of required fields that are empty."""
    return [str(field.label) for field in form if field.field.required and not field.value()]
