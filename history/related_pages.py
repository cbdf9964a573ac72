"""Registry of apps whose pages relate to events, such as programmes.

This app does not import them: an app that links its pages to events registers here, in
`AppConfig.ready`.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from pages.filters import Choice
from pages.models import BasePage

if TYPE_CHECKING:
    from .models import HistoryEventPage


class EventFilter(Protocol):
    """Interface of a filter of events."""

    #: The name of the filter in URLs.
    parameter: str

    @property
    def label(self) -> object:
        """The translated label; a class attribute will do."""

    @property
    def everything(self) -> object:
        """The translated label of no choice."""

    def choices(self, events: list["HistoryEventPage"]) -> list[Choice]:
        """Return the choices and the primary keys of their events, in one query at most."""


class EventLinks(EventFilter, Protocol):
    """Interface of an app whose pages relate to events and are shown with them."""

    def pages_for(self, event_ids: Iterable[int]) -> dict[int, list[BasePage]]:
        """Return the public pages related to each event, in a constant number of queries."""


_registered: list[EventLinks] = []


def register(links: EventLinks) -> None:
    """Register the links of an app."""
    _registered.append(links)


def registered() -> list[EventLinks]:
    """Return the registered links."""
    return list(_registered)


def pages_for(event_ids: list[int]) -> dict[int, list[BasePage]]:
    """Return the public pages of all apps that are related to each event."""
    found: dict[int, list[BasePage]] = {pk: [] for pk in event_ids}
    for links in _registered:
        for pk, pages in links.pages_for(event_ids).items():
            found[pk].extend(pages)
    return found
