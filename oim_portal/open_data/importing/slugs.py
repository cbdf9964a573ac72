"""Slugs of imported events: generated for new events, and unique among their siblings."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.text import slugify

from history.models import HistoryEventPage

from .row_plan import RowPlan

LONGEST = 200


def fill_slugs(events: list[HistoryEventPage], siblings: QuerySet) -> None:
    """Give events without a slug a unique one, made of their titles."""
    taken = {*siblings.values_list("slug", flat=True), *(event.slug for event in events)}
    for event in events:
        if not event.slug and event.title:
            base = slugify(event.title)[:LONGEST] or "hecho"
            names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
            event.slug = next(name for name in names if name not in taken)
            taken.add(event.slug)


def duplicates(plans: Iterable[RowPlan], siblings: QuerySet) -> list[RowPlan]:
    """Return the rows whose event would have the slug of another page."""
    ours = {plan.event.pk for plan in plans if plan.event.pk}
    taken = set(siblings.exclude(pk__in=ours).values_list("slug", flat=True))
    counts = Counter(plan.event.slug for plan in plans if plan.event.slug)
    return [plan for plan in plans if plan.event.slug in taken or counts[plan.event.slug] > 1]
