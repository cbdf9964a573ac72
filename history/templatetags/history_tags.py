"""Template tags of the history. They never write."""

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.translation import gettext as _

from pages.languages import localized
from pages.site_names import site_name

from ..drawings import Drawing, head_of
from ..models import HistoryEventPage, HistoryPage
from ..years import MANY

register = template.Library()

MOST_WITH_WORDS = 24  # dates on the front page; the words of more would take a row for each


@register.inclusion_tag("history/citation.html", takes_context=True)
def event_citation(context: Context) -> dict:
    """Render the citation of the event."""
    event, request = context["page"], context["request"]
    url = settings.PORTAL_URL + (event.get_url(request) or "")
    title = str(localized(event, "display_title"))
    date = event.date_long
    dated = _("“%(title)s”") if event.date.is_undated else _("“%(title)s” (%(date)s)")
    said = (str(site_name(request)), dated % {"title": title, "date": date}, url)
    return {"citation": ". ".join(said)}


@register.simple_tag(takes_context=True)
def drawing_of(context: Context, history: HistoryPage) -> Drawing:
    """Return the dates of a history on one axis: `{% drawing_of history as drawing %}`."""
    events = history.shared_events(context["request"])
    dated = [event for event in events if not event.date.is_undated]
    return Drawing(dated, has_words=len(dated) <= MOST_WITH_WORDS, is_many=len(dated) >= MANY)


@register.simple_tag
def strip_of(event: HistoryEventPage) -> Drawing:
    """Return an event alone in its decade: `{% strip_of event as drawing %}`."""
    return head_of(event, [])
