"""Which pages show a programme or sphere, and which of them an event (see `pages.shown_on`)."""

from collections.abc import Iterable

from django.db.models import Q

from history.models import HistoryEventPage, HistoryPage, Source
from pages.models import BasePage
from pages.shown_on import register

from .models import ProgramPage, SpherePage


def events_of(page: ProgramPage | SpherePage) -> Iterable[BasePage]:
    """Return the events that a page names, and the history: each shows it in turn."""
    ids = [link.event_id for link in page.event_links.all()]
    return [*BasePage.objects.filter(pk__in=ids), *(HistoryPage.objects.all() if ids else [])]


def histories(sphere: SpherePage) -> Iterable[BasePage]:
    """Return the history, whose events are filtered by sphere."""
    return HistoryPage.objects.all()


def sphere_of(program: ProgramPage) -> Iterable[BasePage]:
    return BasePage.objects.filter(pk=program.sphere_id)


def programs_of(sphere: SpherePage) -> Iterable[BasePage]:
    return sphere.programs.all()


def pages_telling(event: HistoryEventPage) -> Iterable[BasePage]:
    """Return the programmes and spheres that name an event."""
    return BasePage.objects.filter(
        Q(programpage__event_links__event=event.pk) | Q(spherepage__event_links__event=event.pk)
    )


def register_own() -> None:
    """Register what this app knows."""
    register(ProgramPage, events_of)
    register(SpherePage, events_of)
    register(ProgramPage, sphere_of)
    register(SpherePage, programs_of)
    register(SpherePage, histories)
    register(HistoryEventPage, pages_telling)
    register(Source, lambda source: ProgramPage.objects.filter(sources=source.pk))
