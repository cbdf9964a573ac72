"""Template tags of the history. They never write."""

from django import template
from django.template.context import Context

from ..drawings import Drawing, head_of
from ..models import HistoryEventPage, HistoryPage, Source
from ..source_marks import CitedText, without_marks
from ..years import MANY

register = template.Library()
register.filter(without_marks)

MOST_WITH_WORDS = 24  # dates on the front page; the words of more would take a row for each


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


@register.simple_tag
def places_of(cited: CitedText, source: Source) -> list[int]:
    """Return the numbers of the marks of a source in a text, in their order."""
    return cited.places.get(source.pk, [])
