"""Filters of the timeline by decade and theme; other apps register more."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from pages.filters import ALL_FEMININE, Choice
from pages.languages import localized

from .dates import years_label
from .fields import is_in_decade
from .models import HistoryEventPage, Theme


class ByDecade:
    """Filter by decade: events listed under it, and those that overlap it or may lie in it."""

    parameter = "decada"
    label = _("Decade")
    everything = ALL_FEMININE

    def choices(self, events: list[HistoryEventPage]) -> list[Choice]:
        return [
            Choice(str(decade), decade_label(decade), keys_of(events, decade))
            for decade in decades_of(events)
        ]


class ByTheme:
    """Filter by theme."""

    parameter = "tema"
    label = _("Theme")
    everything = _("All")

    def choices(self, events: list[HistoryEventPage]) -> list[Choice]:
        members: dict[Theme, set[int]] = {}
        for event in events:
            for theme in event.listed_themes:
                members.setdefault(theme, set()).add(event.pk)
        return [
            Choice(theme.slug, localized(theme, "name"), frozenset(members[theme]))
            for theme in sorted(members, key=lambda theme: theme.name_es)
        ]


def decades_of(events: Iterable[HistoryEventPage]) -> list[int]:
    """Return the decades under which dated events are listed, in order."""
    return sorted({event.decade for event in events if not event.date.is_undated} - {None})


def keys_of(events: Iterable[HistoryEventPage], decade: int) -> frozenset[int]:
    return frozenset(event.pk for event in events if is_in_decade(event, decade))


def decade_label(decade: int) -> str:
    return years_label(decade, decade + 9)


def years_of(events: Iterable[HistoryEventPage]) -> str:
    """Return the first and the last year that the dates of events name; '' if none does."""
    ends = [end for event in events for end in event.date.known_ends]
    years = [year for end in ends for year in (end.earliest.year, end.latest.year)]
    return years_label(min(years), max(years)) if years else ""
