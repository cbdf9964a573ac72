"""Listing of programmes by sphere and status, and the events related to a page."""

from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from history.fields import DATE_ORDER
from history.models import HistoryEventPage
from pages.filters import Choice, Filter, QueryFilters, preserve_query
from pages.languages import localized
from pages.site_cache import site_cache
from pages.unusable import usable

from .models import ProgramIndexPage, ProgramPage, SpherePage


class ProgramListing:
    """The programmes that match the filters of a request; unknown values raise Http404."""

    def __init__(self, page: ProgramIndexPage, request: HttpRequest) -> None:
        self.page = page
        self.site_cache = site_cache(request)
        spheres = [Choice(s.slug, localized(s, "display_title")) for s in self.spheres]
        statuses = [Choice(value, label) for value, label in ProgramPage.Status.choices]
        known = [Filter("esfera", _("Sphere"), spheres), Filter("estado", _("Status"), statuses)]
        url = page.get_url(request) or ""
        self.filters = QueryFilters(request.GET, url, known, _("All"))
        preserve_query(request, self.filters.chosen)

    @cached_property
    def spheres(self) -> list[SpherePage]:
        """The public spheres below the index page, in tree order."""
        spheres = SpherePage.objects.child_of(self.page).published().public().order_by("path")
        return self.site_cache.get_or_set(("spheres", self.page.pk), lambda: list(spheres))

    @cached_property
    def programs(self) -> list[ProgramPage]:
        """The public programmes below the index page that match the filters, by date."""
        found = ProgramPage.objects.child_of(self.page).published().public()
        found = found.select_related("sphere").order_by(*DATE_ORDER)
        key = ("programs", self.page.pk)
        programs = self.site_cache.get_or_set(key, lambda: usable(found))
        sphere, status = map(self.filters.chosen.get, ("esfera", "estado"))
        return [
            program
            for program in programs
            if (not sphere or (program.sphere and program.sphere.slug == sphere))
            and (not status or program.status == status)
        ]

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
