"""Links between events and programmes or spheres, for `history.related_pages`."""

from collections.abc import Iterable

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from history.models import HistoryEventPage
from pages.filters import ALL_FEMININE, Choice
from pages.languages import localized
from pages.models import BasePage
from pages.models.published import is_private, is_published

from .models import SpherePage


class SphereLinks:
    """Filters the timeline by sphere, and returns the programmes and spheres of events."""

    parameter = "esfera"
    label = _("Area")

    everything = ALL_FEMININE

    def choices(self, events: list[HistoryEventPage]) -> list[Choice]:
        public = is_published("programs__") & ~is_private("programs__path")
        spheres = SpherePage.objects.published().public().order_by("path")
        spheres = spheres.annotate(
            own=ArrayAgg("event_links__event", distinct=True, default=[]),
            of_programs=ArrayAgg(
                "programs__event_links__event", distinct=True, default=[], filter=public
            ),
        )
        return [
            Choice(
                sphere.slug,
                localized(sphere, "display_title"),
                frozenset([*sphere.own, *sphere.of_programs]),
            )
            for sphere in spheres
        ]

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
