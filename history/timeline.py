"""Timeline: events in the order of their dates, grouped by decade, with filters."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.filters import Choice, Filter, QueryFilters, preserve_query
from pages.languages import current_language
from pages.models import BasePage
from pages.site_cache import site_cache
from pages.unusable import usable

from . import related_pages
from .fields import DATE_ORDER
from .filters import ByDecade, ByTheme, years_label
from .models import HistoryEventPage, HistoryPage, Source
from .overview import Overview


@dataclass(frozen=True)
class Item:
    """An event on the timeline, with its related pages and sources."""

    event: HistoryEventPage
    pages: list[BasePage]
    sources: list[Source]


@dataclass
class Group:
    """The events of a decade, or of several possible ones; the undated ones have no `years`."""

    years: tuple[int, int] | None
    items: list[Item] = field(default_factory=list)

    @property
    def decade(self) -> int | None:
        """The first year of the decade; None for a group that is not a single decade."""
        if self.years is None or self.years[1] - self.years[0] > 9:
            return None
        return self.years[0]

    @property
    def label(self) -> str:
        return years_label(*self.years) if self.years else ""

    @property
    def anchor(self) -> str:
        if self.years is None:
            return "sin-fecha"
        if self.decade is None:
            return "anios-{}-{}".format(*self.years)
        return f"decada-{self.decade}"


class Timeline:
    """All public events below a history page, filtered by the query string.

    `draft` replaces its published version, so that a preview of an event shows its place on the
    timeline. The number of queries does not depend on the number of events.
    """

    def __init__(
        self, page: HistoryPage, request: HttpRequest, draft: HistoryEventPage | None = None
    ) -> None:
        self.page = page
        self.site_cache = site_cache(request)
        self.draft = draft
        # The query string of a preview belongs to the admin and has no filters.
        query = {} if draft else request.GET
        self.kinds: list[related_pages.EventFilter]
        self.kinds = [ByDecade(self.decades), ByTheme(), *related_pages.registered()]
        known = [Filter(kind.parameter, kind.label, self._choices(kind)) for kind in self.kinds]
        self.filters = QueryFilters(query, page.get_url(request) or "", known, _("All"))
        preserve_query(request, self.filters.chosen)

    def _choices(self, kind: related_pages.EventFilter) -> list[Choice]:
        if isinstance(kind, ByDecade):
            return kind.choices()  # a preview has its own
        return self.site_cache.get_or_set(
            ("choices", kind.parameter, current_language()), kind.choices
        )

    @cached_property
    def _all(self) -> list[Item]:
        """All public events by date, with the draft in place of its published version."""

        def read() -> list[Item]:
            return items_of(public_events(self.page).order_by(*DATE_ORDER))

        public = self.site_cache.get_or_set(("events", self.page.pk), read)
        if not self.draft:
            return public
        others = [item for item in public if item.event.pk != self.draft.pk]
        return sorted([*others, *items_of([self.draft])], key=lambda item: item.event.date_sort)

    @property
    def has_events(self) -> bool:
        return bool(self._all)

    @cached_property
    def decades(self) -> list[int]:
        """The decades under which dated events are listed, in order."""
        dated = [item.event for item in self._all if not item.event.date.is_undated]
        return sorted({event.decade for event in dated} - {None})

    @cached_property
    def items(self) -> list[Item]:
        """The events that match the filters, by date."""
        if not self.filters.chosen:
            return self._all
        found = public_events(self.page)
        for kind in self.kinds:
            if value := self.filters.chosen.get(kind.parameter):
                found = kind.narrow(found, value)
        passing = set(found.values_list("pk", flat=True))
        return [item for item in self._all if item.event.pk in passing]

    @cached_property
    def groups(self) -> list[Group]:
        """The events grouped by years; undated ones outside the decades of others come last."""
        groups: dict[tuple[int, int] | None, Group] = {}
        for item in self.items:
            years = self._years_of(item.event)
            groups.setdefault(years, Group(years)).items.append(item)
        undated = groups.pop(None, None)
        return [*groups.values(), *([undated] if undated else [])]

    @property
    def overview(self) -> Overview:
        return Overview(self.groups)

    def _years_of(self, event: HistoryEventPage) -> tuple[int, int] | None:
        # The year to sort by is never shown, so it must not create a decade.
        placed = not event.date.is_undated or event.decade in self.decades
        return event.placed_years if placed else None


def items_of(events: Iterable[HistoryEventPage]) -> list[Item]:
    """Return timeline items for events, in a constant number of queries."""
    events = usable(events)
    pages = related_pages.pages_for([event.pk for event in events if event.pk])
    return [Item(event, pages.get(event.pk, []), list(event.sources.all())) for event in events]


def public_events(page: HistoryPage) -> QuerySet[HistoryEventPage]:
    """Return the public events below a history page."""
    events = HistoryEventPage.objects.child_of(page).published().public()
    return events.prefetch_related("sources")


def neighbours(event: HistoryEventPage) -> tuple[HistoryEventPage | None, HistoryEventPage | None]:
    """Return the public events directly before and after this one by date, in one query."""
    if not event.pk:
        return None, None
    others = HistoryEventPage.objects.sibling_of(event, inclusive=False).published().public()
    key = event.date_sort
    earlier = others.filter(date_sort__lte=key).exclude(date_sort=key, pk__gt=event.pk)
    later = others.filter(date_sort__gte=key).exclude(date_sort=key, pk__lt=event.pk)
    last = earlier.order_by("-date_sort", "-pk")[:1]
    next_one = later.order_by("date_sort", "pk")[:1]
    nearest = usable(last.union(next_one))
    found = {(other.date_sort, other.pk) < (key, event.pk): other for other in nearest}
    return found.get(True), found.get(False)
