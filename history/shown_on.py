"""Which pages show an event, a theme or a source (see `pages.shown_on`)."""

from collections.abc import Iterable

from pages.models import BasePage
from pages.shown_on import register

from .models import HistoryEventPage, HistoryPage, Source, Theme
from .timeline import neighbours


def beside(event: HistoryEventPage) -> Iterable[BasePage]:
    """Return the events before and after: each leads to it."""
    return filter(None, neighbours(event))


def events_with(thing: Theme | Source) -> Iterable[BasePage]:
    """Return the history, which shows all of them, and the events of a theme or source."""
    return [*HistoryPage.objects.all(), *thing.events.all()]


def register_own() -> None:
    """Register what this app knows."""
    register(HistoryEventPage, beside)
    register(Theme, events_with)
    register(Source, events_with)
