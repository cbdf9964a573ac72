"""Links between events and programmes or spheres, for `history.related_pages`."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from pages.filters import Choice
from pages.languages import localized
from pages.models import BasePage
from pages.models.privacy import is_private
from pages.models.published import is_published

from .models import ProgramEvent, SphereEvent, SpherePage


class SphereLinks:
    """Filters the timeline by sphere, and returns the programmes and spheres of events."""

    parameter = "esfera"
    label = _("Sphere")

    def choices(self) -> list[Choice]:
        spheres = SpherePage.objects.published().public().order_by("path")
        return [Choice(sphere.slug, localized(sphere, "display_title")) for sphere in spheres]

    def narrow(self, events: QuerySet, value: str) -> QuerySet:
        of_sphere = SphereEvent.objects.filter(page__slug=value)
        of_programs = ProgramEvent.objects.filter(
            is_published("page__"), ~is_private("page__path"), page__sphere__slug=value
        )
        return events.filter(
            Q(pk__in=of_sphere.values("event")) | Q(pk__in=of_programs.values("event"))
        )

    def pages_for(self, event_ids: Iterable[int]) -> dict[int, list[BasePage]]:
        # One row per link, since a page is either a programme or a sphere.
        linked = BasePage.objects.annotate(
            event_id=Coalesce("programpage__event_links__event", "spherepage__event_links__event")
        )
        found: dict[int, list[BasePage]] = {}
        public = linked.published().public().filter(event_id__in=event_ids)
        for page in public.order_by("path"):
            found.setdefault(page.event_id, []).append(page)
        return found
