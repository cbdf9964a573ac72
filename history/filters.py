"""Filters of the timeline by decade and theme; other apps register more."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from pages.filters import Choice
from pages.languages import localized

from .fields import in_decade
from .models import HistoryEventPage, Theme


class ByDecade:
    """Filter by decade: events listed under it, and those that overlap it or may lie in it."""

    parameter = "decada"
    label = _("Decade")

    def __init__(self, decades: list[int]) -> None:
        self.decades = decades

    def choices(self) -> list[Choice]:
        return [Choice(str(decade), decade_label(decade)) for decade in self.decades]

    def narrow(self, events: QuerySet, value: str) -> QuerySet:
        return events.filter(in_decade(int(value)))


class ByTheme:
    """Filter by theme."""

    parameter = "tema"
    label = _("Theme")

    def choices(self) -> list[Choice]:
        public = HistoryEventPage.objects.published().public().filter(themes=OuterRef("pk"))
        used = Theme.objects.filter(Exists(public))
        return [Choice(theme.slug, localized(theme, "name")) for theme in used]

    def narrow(self, events: QuerySet, value: str) -> QuerySet:
        return events.filter(themes__slug=value)


def decade_label(decade: int) -> str:
    return years_label(decade, decade + 9)


def years_label(first: int, last: int) -> str:
    """Return a range of years as text, which is the same in every language."""
    return f"{first}–{last}"
