"""Pages of other apps that tell of the same events, such as programmes.

This app does not know who they are: whoever links to events registers here, in `AppConfig.ready`.
"""

from collections.abc import Iterable
from typing import Protocol

from django.db.models import QuerySet

from pages.filters import Choice
from pages.models import BasePage


class EventLinks(Protocol):
    """What an app must offer so that its pages stand beside the events they tell of."""

    #: The name of the filter in addresses, and its translated label for people.
    parameter: str
    label: object

    def choices(self) -> list[Choice]:
        """Return the values by which events can be filtered, one query at most."""

    def narrow(self, events: QuerySet, value: str) -> QuerySet:
        """Return those of the events that belong to a value, which is one of the choices."""

    def pages_for(self, event_ids: Iterable[int]) -> dict[int, list[BasePage]]:
        """Return the public pages that tell of each event; a constant number of queries."""


_registered: list[EventLinks] = []


def register(links: EventLinks) -> None:
    """Show these links beside events from now on."""
    _registered.append(links)


def registered() -> list[EventLinks]:
    """Return all that was registered."""
    return list(_registered)


def pages_for(event_ids: list[int]) -> dict[int, list[BasePage]]:
    """Return for each event the public pages that tell of it, of all apps."""
    found: dict[int, list[BasePage]] = {pk: [] for pk in event_ids}
    for links in _registered:
        for pk, pages in links.pages_for(event_ids).items():
            found[pk].extend(pages)
    return found
