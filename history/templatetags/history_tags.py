"""Template tags of the history. They never write."""

from django import template
from django.template.context import Context

from pages.site_names import site_name

from .. import sharing

register = template.Library()


@register.inclusion_tag("history/sharing.html", takes_context=True)
def event_sharing(context: Context) -> dict:
    """Render the citation of the event and the links to share it."""
    event, request = context["page"], context["request"]
    return {"sharing": sharing.sharing(event, str(site_name(request)), request)}
