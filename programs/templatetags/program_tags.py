"""Template tags of the programmes. They never write."""

from django import template
from django.template.context import Context

from ..models import ProgramIndexPage, SpherePage
from ..spheres import Spheres

register = template.Library()


@register.simple_tag(takes_context=True)
def spheres_of(
    context: Context, index: ProgramIndexPage, current: SpherePage | None = None
) -> Spheres:
    """Return the spheres of an index: `{% spheres_of page as spheres %}`."""
    return Spheres(index, context["request"], current)
