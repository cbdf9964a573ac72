"""Listing of programmes by sphere and status, and the events related to a page."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy

from history.axis import Axis, Mark
from history.legend import Entry, legend_of
from history.models import HistoryEventPage, HistoryPage
from pages.filters import ALL_FEMININE, Choice, Filter, QueryFilters, preserve_query
from pages.frame import published_pages
from pages.languages import localized
from pages.models import BasePage
from pages.navigation import Outline
from pages.site_cache import site_cache
from pages.unusable import usable

from .models import ProgramIndexPage, ProgramPage, SpherePage

STATUSES = {
    ProgramPage.Status.CURRENT: pgettext_lazy("programmes", "Current"),
    ProgramPage.Status.CLOSED: pgettext_lazy("programmes", "Closed"),
    ProgramPage.Status.HISTORIC: pgettext_lazy("programmes", "Past"),
}
PLURALS = {
    ProgramPage.Status.CURRENT: _("Current programmes"),
    ProgramPage.Status.CLOSED: _("Closed programmes"),
    ProgramPage.Status.HISTORIC: _("Past programmes"),
}
NEIGHBOURS = 6  # programmes that the page of another one leads to


@dataclass(frozen=True)
class Row:
    """A programme with its bar on the axis of all; None without a date."""

    program: ProgramPage
    mark: Mark | None


class ProgramListing:
    """The programmes that match the filters of a request; unknown values raise Http404."""

    def __init__(self, page: ProgramIndexPage, request: HttpRequest) -> None:
        self.page = page
        self.request = request
        spheres = [
            Choice(
                sphere.slug, localized(sphere, "display_title"), self._of("sphere_id", sphere.pk)
            )
            for sphere in self.spheres
        ]
        statuses = [
            Choice(status.value, label, self._of("status", status.value))
            for status, label in STATUSES.items()
        ]
        known = [
            Filter("esfera", _("Area"), spheres, ALL_FEMININE),
            Filter("estado", _("Status"), statuses),
        ]
        rows = [program.pk for program in self.public_programs]
        self.filters = QueryFilters(request.GET, page.get_url(request) or "", known, rows)
        preserve_query(request, self.filters.chosen)

    def _of(self, name: str, value: object) -> frozenset[int]:
        programs = self.public_programs
        return frozenset(each.pk for each in programs if getattr(each, name) == value)

    @property
    def state(self) -> str:
        """How many programmes the filters leave, in words."""
        found, total = len(self.filters.found), len(self.filters.rows)
        words = ngettext(
            "%(found)s of %(total)s programme", "%(found)s of %(total)s programmes", total
        )
        return words % {"found": found, "total": total}

    @property
    def spheres(self) -> list[SpherePage]:
        return public_spheres(self.page, self.request)

    @property
    def public_programs(self) -> list[ProgramPage]:
        return public_programs(self.page, self.request)

    @property
    def programs(self) -> list[ProgramPage]:
        """The programmes that match the filters."""
        return [each for each in self.public_programs if each.pk in self.filters.found]

    @cached_property
    def axis(self) -> Axis:
        """The years of all programmes, so that a filter moves no bar."""
        return Axis.of(self.public_programs)

    @property
    def legend(self) -> list[Entry]:
        return legend_of(self.programs)

    def by_status(self) -> list[tuple[str, list[Row]]]:
        """Return the programmes under the plural labels of their statuses, current ones first."""
        return [
            (label, found)
            for status, label in PLURALS.items()
            if (
                found := [
                    Row(program, self.axis.mark(program))
                    for program in self.programs
                    if program.status == status
                ]
            )
        ]


def public_spheres(index: BasePage, request: HttpRequest) -> list[SpherePage]:
    """Return the public spheres below an index, in tree order, read once for all requests."""
    return [each for each in published_pages(request, SpherePage) if each.is_child_of(index)]


def public_programs(index: BasePage, request: HttpRequest) -> list[ProgramPage]:
    """Return the public programmes below an index by date, read once for all requests."""
    return [each for each in published_pages(request, ProgramPage) if each.is_child_of(index)]


def index_above(page: SpherePage, request: HttpRequest) -> ProgramIndexPage | None:
    """Return the public index above a page, without a query of its own; None without one."""
    indexes = published_pages(request, ProgramIndexPage)
    return next((each for each in indexes if (page.path or "").startswith(each.path)), None)


class Beside:
    """What the page of a programme shows beside its own texts, each read when it is asked for."""

    def __init__(self, program: ProgramPage, request: HttpRequest) -> None:
        self.program = program
        self.request = request

    @cached_property
    def index(self) -> BasePage | None:
        above = Outline.of(self.request, self.program).parent
        return above if above and self.program.is_child_of(above) else None

    @cached_property
    def programs(self) -> list[ProgramPage]:
        return public_programs(self.index, self.request) if self.index else []

    @cached_property
    def axis(self) -> Axis:
        others = [each for each in self.programs if each.pk != self.program.pk]
        return Axis.of([*others, self.program])

    @cached_property
    def mark(self) -> Mark | None:
        return self.axis.mark(self.program)

    @cached_property
    def events(self) -> list[HistoryEventPage]:
        return events_of(self.program, self.request)

    @property
    def neighbours(self) -> list[ProgramPage]:
        return around(self.program, self.programs)

    @cached_property
    def place(self) -> dict[str, Any]:
        """Where the history tells of the programme; empty if no paragraph does."""
        for history in published_pages(self.request, HistoryPage):
            if number := history.narrative_number(self.program):
                url = history.narrative_url(self.program, self.request)
                return {"history": history, "url": url, "number": number}
        return {}


def around(program: ProgramPage, programs: list[ProgramPage]) -> list[ProgramPage]:
    """Return the programmes next to one by date, in that order; all but the one if they are few."""
    keys = [each.pk for each in programs]
    place = keys.index(program.pk) if program.pk in keys else len(keys)
    start = max(0, min(place - NEIGHBOURS // 2, len(programs) - NEIGHBOURS - 1))
    return [each for each in programs[start : start + NEIGHBOURS + 1] if each.pk != program.pk]


def programs_of(
    sphere: SpherePage, index: ProgramIndexPage | None, request: HttpRequest
) -> list[ProgramPage]:
    """Return the public programmes of a sphere, by date."""
    programs = public_programs(index, request) if index else []
    return [each for each in programs if each.sphere_id == sphere.pk]


def events_of(page: ProgramPage | SpherePage, request: HttpRequest) -> list[HistoryEventPage]:
    """Return the public events related to a page, by date."""
    links = page.event_links.all().select_related("event")
    events = usable(link.event for link in links if site_cache(request).is_public(link.event))
    return sorted(events, key=lambda event: (event.date_sort, event.pk))
