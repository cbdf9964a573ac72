"""Events that the narrative tells in another order than they happened."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from history.models import HistoryEventPage, HistoryPage
from pages.languages import localized


@dataclass(frozen=True)
class Displaced:
    """An event out of its place: `after` are earlier events that are told after it.

    Or `before`: later events that are told before it.
    """

    after: list[HistoryEventPage]
    before: list[HistoryEventPage]


def displaced_events(history: HistoryPage) -> dict[int, Displaced]:
    """Return the events that are out of place in the Spanish narrative, by primary key.

    The fewest whose moving would make the order right: the rest is the longest run in chronological
    order. Events that the narrative does not tell, or without a date, do not count. One query.
    """
    places = {
        block.id: place for place, block in enumerate(localized(history, "narrative", "es").value)
    }
    events = (
        HistoryEventPage.objects.child_of(history).published().exclude(date="").order_by("path")
    )
    told = [event for event in events if event.narrative_block in places]
    # Within a paragraph events are told in the order of the tree.
    told.sort(key=lambda event: (places[event.narrative_block], event.path))
    in_order = longest_run([event.date_sort for event in told])
    return {
        event.pk: Displaced(
            after=[other for other in told[place + 1 :] if other.date_sort < event.date_sort],
            before=[other for other in told[:place] if other.date_sort > event.date_sort],
        )
        for place, event in enumerate(told)
        if place not in in_order
    }


def longest_run(keys: Iterable[str]) -> set[int]:
    """Return the indexes of the longest non-decreasing subsequence."""
    tails: list[str] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for place, key in enumerate(keys):
        length = bisect_right(tails, key)
        previous.append(ends[length - 1] if length else None)
        tails[length:] = [key, *tails[length + 1 :]]
        ends[length:] = [place, *ends[length + 1 :]]
    run, place = set(), ends[-1] if ends else None
    while place is not None:
        run.add(place)
        place = previous[place]
    return run
