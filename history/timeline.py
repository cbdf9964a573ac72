"""Timeline: events in the order of their dates, grouped by decade, with filters."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from django.http import HttpRequest
from django.utils.translation import ngettext

from pages.filters import Choice, Filter, QueryFilters, preserve_query
from pages.languages import current_language
from pages.site_cache import site_cache
from pages.unusable import usable

from . import related_pages
from .axis import MOST_DECADES, Axis
from .drawings import Lane, lanes_of, strip_of
from .filters import ByDecade, ByTheme, decades_of, years_of
from .groups import Group, Item
from .legend import Entry, legend_of
from .models import Era, HistoryEventPage, HistoryPage
from .years import MANY, MOST_FRAMED, WHOLE


class Timeline:
    """All public events below a history page, filtered by the query string.

    `draft` replaces its published version, so that a preview of an event shows its place on the
    timeline. The number of queries does not depend on the number of events.
    """

    def __init__(
        self, page: HistoryPage, request: HttpRequest, draft: HistoryEventPage | None = None
    ) -> None:
        self.page = page
        self.request = request
        self.draft = draft
        # The query string of a preview belongs to the admin and has no filters.
        query = {} if draft else request.GET
        kinds: list[related_pages.EventFilter]
        kinds = [ByDecade(), ByTheme(), *related_pages.registered()]
        known = [
            Filter(kind.parameter, kind.label, self._choices(kind), kind.everything)
            for kind in kinds
        ]
        rows = [event.pk for event in self.events]
        self.filters = QueryFilters(query, page.get_url(request) or "", known, rows)
        preserve_query(request, self.filters.chosen)

    def _choices(self, kind: related_pages.EventFilter) -> list[Choice]:
        def read() -> list[Choice]:
            return kind.choices(self.events)

        if self.draft:
            return read()
        return site_cache(self.request).get_or_set(
            ("choices", kind.parameter, current_language()), read
        )

    @cached_property
    def _all(self) -> list[Item]:
        """All public events by date, with the draft in place of its published version."""
        public = shared_items(self.page, self.request)
        if not self.draft:
            return public
        others = [item for item in public if item.event.pk != self.draft.pk]
        draft = [Item.of(event) for event in usable([self.draft])]
        return sorted([*others, *draft], key=lambda item: item.event.date_sort)

    @property
    def events(self) -> list[HistoryEventPage]:
        """All events, by date."""
        return [item.event for item in self._all]

    @property
    def has_events(self) -> bool:
        return bool(self._all)

    @cached_property
    def axis(self) -> Axis:
        axis = Axis.of(self.events)
        axis.eras = self.eras
        return axis

    @cached_property
    def eras(self) -> list[Era]:
        return self.page.shared_eras(self.request)

    @cached_property
    def items(self) -> list[Item]:
        """The events that match the filters, by date."""
        return [item for item in self._all if item.event.pk in self.filters.found]

    @property
    def first_items(self) -> list[Item]:
        """Those of `items` that a frame shows; `more` is the number of the others."""
        return self.items[:MOST_FRAMED]

    @property
    def more(self) -> int:
        return len(self.items) - len(self.first_items)

    @property
    def is_many(self) -> bool:
        """Whether decades are strips of years, and their lists are closed."""
        return len(self.items) >= MANY

    @property
    def state(self) -> str:
        """How many events the filters leave, in words."""
        found, total = len(self.items), len(self._all)
        words = ngettext("%(found)s of %(total)s event", "%(found)s of %(total)s events", total)
        return words % {"found": found, "total": total}

    @property
    def years(self) -> str:
        """The first and the last year that a date names; '' if none does."""
        return years_of(self.events) if self.draft else self.page.years(self.request)

    @cached_property
    def groups(self) -> list[Group]:
        """The events grouped by years; undated ones outside the decades of others come last."""
        groups: dict[tuple[int, int] | None, Group] = {}
        decades = decades_of(self.events)
        for item in self.items:
            event = item.event
            # The year to sort by is never shown, so it must not create a decade.
            placed = not event.date.is_undated or event.decade in decades
            years = event.placed_years if placed else None
            groups.setdefault(years, Group(years)).items.append(item)
        chosen = self.filters.chosen.get("decada")
        whole = 0
        for group in sorted(groups.values(), key=lambda each: str(each.decade) != chosen):
            self._draw(group, whole)
            whole += len(group.items) * group.is_whole
        undated = groups.pop(None, None)
        return [*groups.values(), *([undated] if undated else [])]

    def _draw(self, group: Group, whole: int) -> None:
        """Give a group its strip; if there are many events, close its list, and shorten it.

        `whole` is the number of events that the page already shows with their texts.
        """
        found = [item.event for item in self.items]
        if self.is_many:
            has_draft = self.draft in [item.event for item in group.items]
            group.is_open = has_draft or "decada" in self.filters.chosen
            listed = whole + len(group.items) if group.is_open else len(found)
            group.is_whole = has_draft or listed <= WHOLE
        if group.decade is not None:
            group.url = self.filters.url_with("decada", str(group.decade))
            group.strip = strip_of(group.decade, found, self.is_many)
            group.strip.axis.eras = self.eras

    @property
    def overview(self) -> list[Lane]:
        """The lanes of the overview; none for one decade or many events: strips show the same."""
        if self.is_many or "decada" in self.filters.chosen:
            return []
        found = [item.event for item in self.items]
        return lanes_of(found, self.axis, self.filters.chosen.get("tema"))

    @property
    def has_undated(self) -> bool:
        return any(item.event.date.is_undated for item in self.items)

    @property
    def legend(self) -> list[Entry]:
        """The marks in use, with what they mean."""
        return legend_of((item.event for item in self.items), as_boxes=self.is_many)

    @property
    def rail(self) -> list[Group]:
        """The groups, and the decades without an event between them while they are few."""
        known = {group.decade: group for group in self.groups}
        decades = [decade for decade in known if decade is not None]
        if not decades or self.filters.chosen or len(self.axis.decades) > MOST_DECADES:
            return self.groups
        every = range(min(decades), self.axis.last_year, 10)
        empty = [Group((decade, decade + 9)) for decade in every if decade not in known]
        dated = [group for group in self.groups if group.years]
        undated = [group for group in self.groups if not group.years]
        return [*sorted([*dated, *empty], key=lambda group: group.years), *undated]


def shared_items(page: HistoryPage, request: HttpRequest) -> list[Item]:
    """Return the public events below a history page by date, read once for all requests."""

    def read() -> list[Item]:
        events = page.shared_events(request)
        keys = [event.pk for event in events]
        pages = related_pages.pages_for(keys)
        themes, sources = related("themes", keys), related("sources", keys)
        for event in events:
            event.listed_themes = themes[event.pk]
            event.listed_sources = sources[event.pk]
        return [Item(event, pages[event.pk], event.listed_sources) for event in events]

    return site_cache(request).get_or_set(("items", page.pk), read)


def related(name: str, keys: Iterable[int]) -> dict[int, list]:
    """Return the themes or sources of stored events by the key of the event, in one query.

    `prefetch_related` would make a manager and a query set for each event, which takes far longer.
    """
    field = HistoryEventPage._meta.get_field(name)
    target = field.m2m_reverse_field_name()
    order = [f"{target}__{each}" for each in field.related_model._meta.ordering]
    rows = field.remote_field.through.objects.filter(historyeventpage__in=keys)
    found: dict[int, list] = defaultdict(list)
    for row in rows.select_related(target).order_by(*order):
        found[row.historyeventpage_id].append(getattr(row, target))
    return found


def neighbours(
    event: HistoryEventPage, events: Iterable[HistoryEventPage]
) -> tuple[HistoryEventPage | None, HistoryEventPage | None]:
    """Return the events directly before and after one by date."""
    if not event.pk:
        return None, None
    key = (event.date_sort, event.pk)
    others = [other for other in events if other.pk != event.pk]
    earlier = [other for other in others if (other.date_sort, other.pk) < key]
    later = [other for other in others if (other.date_sort, other.pk) > key]
    return (earlier[-1] if earlier else None), (later[0] if later else None)
