"""Report on conflicting dates: doubts, order of the narrative, sources not seen by the office."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import django_filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from history.models import HistoryEventPage, HistoryPage, Source
from pages.languages import localized

from .base import LinesColumn, StaffReport, edit_url


@dataclass(frozen=True)
class Displaced:
    """An event out of its place: `after` are earlier events that are told after it.

    Or `before`: later events that are told before it.
    """

    after: list[HistoryEventPage]
    before: list[HistoryEventPage]


def displaced_events(history: HistoryPage) -> dict[int, Displaced]:
    """Return the events that are out of place in the Spanish narrative, by primary key.

    The fewest whose moving would make the order right: the rest is the longest run in chronological
    order. Events that the narrative does not tell, or without a date, do not count. One query.
    """
    places = {
        block.id: place for place, block in enumerate(localized(history, "narrative", "es").value)
    }
    events = (
        HistoryEventPage.objects.child_of(history).published().exclude(date="").order_by("path")
    )
    told = [event for event in events if event.narrative_block in places]
    # Within a paragraph events are told in the order of the tree.
    told.sort(key=lambda event: (places[event.narrative_block], event.path))
    in_order = longest_run([event.date_sort for event in told])
    return {
        event.pk: Displaced(
            after=[other for other in told[place + 1 :] if other.date_sort < event.date_sort],
            before=[other for other in told[:place] if other.date_sort > event.date_sort],
        )
        for place, event in enumerate(told)
        if place not in in_order
    }


def longest_run(keys: Iterable[str]) -> set[int]:
    """Return the indexes of the longest non-decreasing subsequence."""
    tails: list[str] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for place, key in enumerate(keys):
        length = bisect_right(tails, key)
        previous.append(ends[length - 1] if length else None)
        tails[length:] = [key, *tails[length + 1 :]]
        ends[length:] = [place, *ends[length + 1 :]]
    run, place = set(), ends[-1] if ends else None
    while place is not None:
        run.add(place)
        place = previous[place]
    return run


REASONS = [
    ("has_note", gettext_lazy("A note of doubt")),
    ("is_displaced", gettext_lazy("The narrative tells it in another order")),
    ("has_unseen", gettext_lazy("A source that nobody has seen")),
]
# Number of events named in a sentence; more would not help.
MOST_NAMED = 3


class DatesFilterSet(WagtailFilterSet):
    reason = django_filters.ChoiceFilter(
        label=gettext_lazy("Reason"), choices=REASONS, method="by_reason"
    )

    class Meta:
        model = HistoryEventPage
        fields = ["reason"]

    def by_reason(self, events: QuerySet, name: str, value: str) -> QuerySet:
        return events.filter(**{value: True})


class DatesReport(StaffReport):
    """Events whose date or place in the narrative is in doubt, in chronological order."""

    model = HistoryEventPage
    page_title = gettext_lazy("Dates in conflict")
    header_icon = "date"
    template_name = "reports/dates.html"
    slug = "fechas"
    menu_order = 20
    index_url_name = "dates_report"
    filterset_class = DatesFilterSet
    default_ordering = "date_sort"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), sort_key="title", get_url=edit_url),
            Column("written", label=_("Date as written"), accessor="date_as_written_es"),
            Column("date", label=_("Date"), accessor="date_long", sort_key="date_sort"),
            LinesColumn("why", label=_("What does not fit"), accessor=self.reasons_of),
        ]

    @cached_property
    def history(self) -> HistoryPage | None:
        return HistoryPage.objects.first()

    @cached_property
    def displaced(self) -> dict[int, Displaced]:
        return displaced_events(self.history) if self.history else {}

    def get_base_queryset(self) -> QuerySet[HistoryEventPage]:
        unseen = HistoryEventPage.sources.through.objects.filter(
            historyeventpage=OuterRef("pk"), source__document_seen=False
        ).order_by("source__title_es")
        events = HistoryEventPage.objects.filter(pk__in=self.permitted().values("pk"))
        if self.history:
            events = events.child_of(self.history)
        return events.annotate(
            has_note=Case(When(note="", then=Value(False)), default=Value(True)),
            has_unseen=Exists(unseen),
            unseen=ArraySubquery(unseen.values("source__title_es")),
            is_displaced=Case(
                When(pk__in=list(self.displaced), then=Value(True)), default=Value(False)
            ),
        ).filter(Q(has_note=True) | Q(has_unseen=True) | Q(is_displaced=True))

    def reasons_of(self, event: HistoryEventPage) -> list[str]:
        found = [
            *event.note.splitlines(),
            order_in_words(self.displaced.get(event.pk)),
            _("Nobody has seen: %s") % ", ".join(event.unseen) if event.unseen else "",
        ]
        return [reason for reason in found if reason]

    def get_context_data(self, **kwargs) -> dict:
        sources = Source.objects.filter(document_seen=False).annotate(
            count=Count("events", distinct=True) + Count("programs", distinct=True)
        )
        unseen = sources.order_by(F("count").desc(), "title_es")
        return super().get_context_data(history=self.history, unseen=unseen, **kwargs)


def order_in_words(displaced: Displaced | None) -> str:
    """Return which events the narrative tells in the wrong order; '' for an event in its place."""
    if displaced is None:
        return ""
    if displaced.after:
        return _("The narrative tells it before what is earlier: %s") % named(displaced.after)
    return _("The narrative tells it after what is later: %s") % named(displaced.before)


def named(events: list[HistoryEventPage]) -> str:
    titles = [f"«{event.title}» ({event.date_long})" for event in events[:MOST_NAMED]]
    rest = len(events) - len(titles)
    return ", ".join(titles) + (_(" and %d more") % rest if rest else "")
