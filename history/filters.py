"""By what readers narrow the timeline: decade, theme, and whatever other apps offer."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from pages.filters import Choice
from pages.languages import localized

from .fields import in_decade
from .models import HistoryEventPage, Theme


class ByDecade:
    """Events by decade: those listed there, and those that touch it or may have been in it."""

    parameter = "decada"
    label = _("Decade")

    def __init__(self, decades: list[int]) -> None:
        self.decades = decades

    def choices(self) -> list[Choice]:
        return [Choice(str(decade), decade_label(decade)) for decade in self.decades]

    def narrow(self, events: QuerySet, value: str) -> QuerySet:
        return events.filter(in_decade(int(value)))


class ByTheme:
    """Events by theme."""

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
    """Return a decade, or more, as its first and last year, which reads alike in every language."""
    return f"{first}–{last}"
