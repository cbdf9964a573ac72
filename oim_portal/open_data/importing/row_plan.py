"""What happens with each row of a table, and what is wrong with it."""

from dataclasses import dataclass, field

from history.models import HistoryEventPage

from ..dataset import Reading
from ..fields import Column
from .written_dates import WrittenDate


@dataclass(frozen=True)
class Change:
    """A cell that becomes another one; both as the table writes them."""

    column: Column
    before: str
    after: str


def changes(
    event: HistoryEventPage, after: Reading, old: HistoryEventPage | None, before: Reading
) -> list[Change]:
    """Return the cells of an event that read otherwise than those of its old state, if any."""
    found = [
        Change(column, column.read(old, before) if old else "", column.read(event, after))
        for column in after.dataset.columns
        if column.is_written
    ]
    return [change for change in found if change.before != change.after]


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a row, and in which column."""

    row: int
    column: str
    message: str


@dataclass
class RowPlan:
    """What happens with one row: a new event, a changed one, or nothing.

    `event` is the page as it would be saved, or the one that stays as it is; `date` how the cell
    with its date was understood, where there was something to understand.
    """

    number: int
    event: HistoryEventPage
    is_new: bool
    changes: list[Change] = field(default_factory=list)
    date: WrittenDate | None = None

    @property
    def readers_see(self) -> str:
        """Return the words beside the event where they are others than the date's own."""
        words = str(self.event.date_words)
        return words if words != self.event.date.wording() else ""

    @property
    def title(self) -> str:
        return self.event.title
