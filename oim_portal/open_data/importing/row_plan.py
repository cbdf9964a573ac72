"""Rows of a plan: the changes and the mistakes of each row."""

from dataclasses import dataclass, field

from history.models import HistoryEventPage

from ..dataset import Serializer
from ..fields import Column
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
