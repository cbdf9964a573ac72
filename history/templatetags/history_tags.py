"""Tags of the history. They only read."""

from django import template
from django.template.context import Context

from pages.site_names import site_name

from .. import sharing

register = template.Library()


@register.inclusion_tag("history/sharing.html", takes_context=True)
def event_sharing(context: Context) -> dict:
    """How to cite the event, and links that pass it on."""
    event, request = context["page"], context["request"]
    return {"sharing": sharing.sharing(event, str(site_name(request)), request)}
