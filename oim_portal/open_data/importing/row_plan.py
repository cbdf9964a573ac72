"""What happens with each row of a table, and what is wrong with it."""

from dataclasses import dataclass, field

from history.models import HistoryEventPage

from ..columns import Column


@dataclass(frozen=True)
class Change:
    """A cell that becomes another one; both as the table writes them."""

    column: Column
    before: str
    after: str


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a row, and in which column."""

    row: int
    column: str
    message: str


@dataclass
class RowPlan:
    """What happens with one row: a new event, a changed one, or nothing.

    `event` is the page as it would be saved, or the one that stays as it is.
    """

    number: int
    event: HistoryEventPage
    is_new: bool
    changes: list[Change] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.event.title
