"""Programmes and spheres beside the events that tell of them (see `history.links`)."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pages.filters import Choice
from pages.languages import localized
from pages.models import BasePage
from pages.models.privacy import is_private
from programs.models import ProgramEvent, SphereEvent, SpherePage


class SphereLinks:
    """Lets readers filter the history by sphere, and shows an event's programmes and spheres."""

    parameter = "esfera"
    label = _("Sphere")

    def choices(self) -> list[Choice]:
        spheres = SpherePage.objects.live().filter(~is_private()).order_by("path")
        return [Choice(sphere.slug, localized(sphere, "display_title")) for sphere in spheres]

    def narrow(self, events: QuerySet, value: str) -> QuerySet:
        of_sphere = SphereEvent.objects.filter(page__slug=value)
        of_programs = ProgramEvent.objects.filter(page__sphere__slug=value, page__live=True)
        return events.filter(
            Q(pk__in=of_sphere.values("event")) | Q(pk__in=of_programs.values("event"))
        )

    def pages_for(self, event_ids: Iterable[int]) -> dict[int, list[BasePage]]:
        found: dict[int, list[BasePage]] = {}
        for link_model in (ProgramEvent, SphereEvent):
            links = link_model.objects.filter(event__in=event_ids, page__live=True)
            links = links.filter(~is_private("page__path")).select_related("page")
            for link in links.order_by("page__path"):
                found.setdefault(link.event_id, []).append(link.page)
        return found
