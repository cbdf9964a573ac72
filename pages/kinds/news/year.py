"""The day of a news item within its year, drawn on a rule of months."""

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS_3


@dataclass(frozen=True)
class Month:
    """A month of the rule: its name, and where it begins, in percent."""

    name: object
    start: float


@dataclass(frozen=True)
class DayInYear:
    """The day of publication as a needle, and the day of the matter as a hollow box.

    Positions are in percent of the year of publication.
    """

    day: date
    matter: date | None = None

    @property
    def months(self) -> list[Month]:
        days = [monthrange(self.day.year, number)[1] for number in range(1, 13)]
        starts = [sum(days[:number]) for number in range(12)]
        return [
            Month(MONTHS_3[number], self._percent(start))
            for number, start in enumerate(starts, start=1)
        ]

    @property
    def needle(self) -> float:
        return self._percent(self.day.timetuple().tm_yday - 0.5)

    @property
    def box(self) -> float | None:
        """Where the month of the matter begins; None in another year or without such a day."""
        if self.matter is None or self.matter.year != self.day.year:
            return None
        return self.months[self.matter.month - 1].start

    def _percent(self, days: float) -> float:
        return round(100 * days / (366 if isleap(self.day.year) else 365), 2)
