"""Pictures in templates, from renditions that exist: a visitor's request never makes one.

And what a form for an uploaded file still asks for.
"""

from django import template
from django.forms import Form
from wagtail.images.models import Picture

from .. import renditions
from ..models import PortalImage, Rendition

register = template.Library()

# The text is 48rem wide at most; below that a picture takes the whole screen.
IN_THE_TEXT = "(max-width: 48rem) 100vw, 48rem"


@register.simple_tag
def prepared_picture(
    image: PortalImage, alt: object, *, at_the_head: bool = False, **attributes: str
) -> Picture | None:
    """Give a `<picture>` in AVIF, WebP and JPEG, or None while there is nothing to show.

    `alt` is its alternative text here, '' for a decorative one. The picture at the head of a page
    is loaded first, every other one when the reader comes near it.
    """
    when = {"fetchpriority": "high"} if at_the_head else {"loading": "lazy"}
    return renditions.picture(image, alt=str(alt), sizes=IN_THE_TEXT, **when, **attributes)


@register.simple_tag
def prepared_logo(image: PortalImage | None) -> Rendition | None:
    """Give the rendition of a logo for the head of the site, or None while there is none."""
    return renditions.existing(image, renditions.LOGO).get(renditions.LOGO) if image else None


@register.simple_tag
def missing_fields(form: Form) -> list[str]:
    """Give the labels of what has to be filled in and is not."""
    return [str(field.label) for field in form if field.field.required and not field.value()]
