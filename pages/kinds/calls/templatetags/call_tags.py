"""Template tags of calls: words for their moments, their drawings, and where they are listed."""

from django import template
from django.template.context import Context

from pages.frame import published_pages

from .. import drawing, words
from ..models import CallIndexPage, CallPage

register = template.Library()
register.filter(words.moment_in_words)
register.filter(words.in_ecuador)
register.filter(words.hour)
register.filter(words.time_left)
register.filter(words.days_until)
register.simple_tag(drawing.rule_of)
register.simple_tag(drawing.rule_of_list)


@register.simple_tag(takes_context=True)
def open_calls(context: Context) -> list[CallPage]:
    """Return the public calls that are open now, in the order in which they close."""
    return [call for call in published_pages(context["request"], CallPage) if call.is_open]


@register.simple_tag(takes_context=True)
def call_index(context: Context) -> CallIndexPage | None:
    """Return the public index of calls, if there is one."""
    return next(iter(published_pages(context["request"], CallIndexPage)), None)
