"""Rows of a plan: their changes and mistakes, the event that each is of, and its slug."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from history.models import HistoryEventPage
from oim_portal.trash.tree import outside_trash
from pages.models import BasePage

from ..cells import folded
from ..dataset import Serializer
from ..fields import Column
from .reading import Row
from .written_dates import WrittenDate


@dataclass(frozen=True)
class Change:
    """A changed cell, before and after, as the table writes it."""

    column: Column
    before: str
    after: str


def changes(
    event: HistoryEventPage,
    after: Serializer,
    old: HistoryEventPage | None,
    before: Serializer,
) -> list[Change]:
    """Return the cells of an event that differ from those of its old state, if it had one."""
    found = [
        Change(column, column.read(old, before) if old else "", column.read(event, after))
        for column in after.dataset.columns
        if column.is_imported
    ]
    return [change for change in found if change.before != change.after]


@dataclass(frozen=True)
class Mistake:
    """An error in a row, with its column."""

    row: int
    column: str
    message: str


@dataclass
class RowPlan:
    """The plan of one row: a new event, a changed one, or no change.

    `event` is the page as it would be saved, or the unchanged one; `date` is its date as it was
    parsed, if the row has a changed one.
    """

    number: int
    event: HistoryEventPage
    is_new: bool
    changes: list[Change] = field(default_factory=list)
    date: WrittenDate | None = None

    @property
    def readers_see(self) -> str:
        """Return the words of the date that readers see, if they differ from its own wording."""
        words = str(self.event.date_words)
        return words if words != self.event.date.wording() else ""


AddMistake = Callable[[int, str, str], None]
LONGEST = 200  # characters of a slug made of a title


def read_identifiers(rows: list[Row], add_mistake: AddMistake) -> dict[int, UUID]:
    """Return the identifiers by row number; `add_mistake` is called with the mistakes in them."""
    keys: dict[int, UUID] = {}
    for row in rows:
        try:
            if row.cells["id"]:
                keys[row.number] = UUID(folded(row.cells["id"]))
        except ValueError:
            message = _("This is no identifier. Leave it empty for a new event.")
            add_mistake(row.number, "id", message)
    counts = Counter(keys.values())
    events = HistoryEventPage.objects.filter(translation_key__in=keys.values())
    outside = set(outside_trash(events).values_list("translation_key", flat=True))
    in_trash = set(events.values_list("translation_key", flat=True)) - outside
    others = BasePage.objects.filter(translation_key__in=keys.values()).not_type(HistoryEventPage)
    of_others = set(others.values_list("translation_key", flat=True))
    for number, key in keys.items():
        if counts[key] > 1:
            add_mistake(number, "id", _("Another row has the same identifier."))
        if key in in_trash:
            add_mistake(number, "id", _("This event is in the bin. Restore it first."))
        if key in of_others:
            add_mistake(number, "id", _("This identifier belongs to a page that is no event."))
    return keys


def fill_slugs(events: list[HistoryEventPage], siblings: QuerySet) -> None:
    """Give events without a slug a unique one, made of their titles."""
    taken = {*siblings.values_list("slug", flat=True), *(event.slug for event in events)}
    for event in events:
        if not event.slug and event.title:
            base = slugify(event.title)[:LONGEST] or "hecho"
            names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
            event.slug = next(name for name in names if name not in taken)
            taken.add(event.slug)


def with_taken_slug(plans: Iterable[RowPlan], siblings: QuerySet) -> list[RowPlan]:
    """Return the rows whose event would have the slug of another page."""
    ours = {plan.event.pk for plan in plans if plan.event.pk}
    taken = set(siblings.exclude(pk__in=ours).values_list("slug", flat=True))
    counts = Counter(plan.event.slug for plan in plans if plan.event.slug)
    return [plan for plan in plans if plan.event.slug in taken or counts[plan.event.slug] > 1]
