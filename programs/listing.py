"""Listing of programmes by sphere and status, and the events related to a page."""

from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from history.fields import DATE_ORDER
from history.models import HistoryEventPage
from pages.filters import ALL_FEMININE, Choice, Filter, QueryFilters, preserve_query
from pages.languages import localized
from pages.site_cache import site_cache
from pages.unusable import usable

from .models import ProgramIndexPage, ProgramPage, SpherePage


class ProgramListing:
    """The programmes that match the filters of a request; unknown values raise Http404."""

    def __init__(self, page: ProgramIndexPage, request: HttpRequest) -> None:
        self.page = page
        self.site_cache = site_cache(request)
        spheres = [
            Choice(
                sphere.slug, localized(sphere, "display_title"), self._of("sphere_id", sphere.pk)
            )
            for sphere in self.spheres
        ]
        statuses = [
            Choice(value, label, self._of("status", value))
            for value, label in ProgramPage.Status.choices
        ]
        known = [
            Filter("esfera", _("Sphere"), spheres, ALL_FEMININE),
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

    @cached_property
    def spheres(self) -> list[SpherePage]:
        """The public spheres below the index page, in tree order."""
        spheres = SpherePage.objects.child_of(self.page).published().public().order_by("path")
        return self.site_cache.get_or_set(("spheres", self.page.pk), lambda: list(spheres))

    @cached_property
    def public_programs(self) -> list[ProgramPage]:
        """The public programmes below the index page, by date."""
        found = ProgramPage.objects.child_of(self.page).published().public()
        found = found.select_related("sphere").order_by(*DATE_ORDER)
        return self.site_cache.get_or_set(("programs", self.page.pk), lambda: usable(found))

    @property
    def programs(self) -> list[ProgramPage]:
        """The programmes that match the filters."""
        return [each for each in self.public_programs if each.pk in self.filters.found]

    def by_status(self) -> list[tuple[str, list[ProgramPage]]]:
        """Return the programmes under the plural labels of their statuses, current ones first."""
        labels = {
            ProgramPage.Status.CURRENT: _("Current programmes"),
            ProgramPage.Status.CLOSED: _("Closed programmes"),
            ProgramPage.Status.HISTORIC: _("Historic programmes"),
        }
        return [
            (label, found)
            for status, label in labels.items()
            if (found := [program for program in self.programs if program.status == status])
        ]


def programs_of(sphere: SpherePage) -> list[ProgramPage]:
    """Return the public programmes of a sphere, by date."""
    return usable(sphere.programs.published().public().order_by(*DATE_ORDER))


def events_of(page: ProgramPage | SpherePage) -> list[HistoryEventPage]:
    """Return the public events related to a page, by date."""
    ids = [link.event_id for link in page.event_links.all()]
    events = HistoryEventPage.objects.filter(pk__in=ids).published().public()
    return usable(events.order_by(*DATE_ORDER))
