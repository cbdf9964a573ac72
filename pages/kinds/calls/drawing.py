"""The time that calls have left, on a rule: numbers for the drawings in templates.

Places are percentages of the width, as SVG writes them. The rule counts days, so a drawing is right
until midnight in Ecuador; on the last day of a call it counts hours, and is right for one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from oim_portal.web import expiry

from .models import CallPage
from .words import days_until, in_ecuador

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
#: Days of a rule up to which each has a tick; beyond, each week.
MOST_DAYS, WEEK = 45, 7
#: Lines of the grid behind several calls, as many as phones have room for.
MOST_LINES = 10
ROOM_FOR_A_LABEL = 85  # percent of the width, after which a date would run over its end


@dataclass(frozen=True)
class Tick:
    """A mark of the rule, or a line of the grid; `label` is '' for most."""

    x: str
    label: str = ""
    is_long: bool = False


@dataclass(frozen=True)
class Bar:
    """A call from its opening to its closing; from `left_x` on, `left` is the time that is left."""

    call: CallPage
    x: str
    width: str
    left_x: str
    left: str
    end: str


@dataclass(frozen=True)
class Rule:
    """The rule of a call or several; `now` is '' where it is not on it."""

    ticks: list[Tick]
    now: str
    bars: list[Bar]
    is_of_hours: bool = False


class Scale:
    """A stretch of time as percentages of a width."""

    def __init__(self, first: datetime, last: datetime, now: datetime) -> None:
        self.first, self.last, self.now = first, last, now

    def at(self, moment: datetime) -> float:
        share = (moment - self.first) / (self.last - self.first) * 100
        return min(100.0, max(0.0, share))

    def x(self, moment: datetime) -> str:
        return percent(self.at(moment))

    def bar(self, call: CallPage) -> Bar:
        begin, end = self.at(begin_of(call)), self.at(call.closes_at)
        left = end if call.is_closed else max(begin, self.at(self.now))
        return Bar(
            call,
            percent(begin),
            percent(max(0, end - begin)),
            percent(left),
            percent(max(0, end - left)),
            percent(end),
        )

    def rule(self, ticks: list[Tick], calls: Iterable[CallPage], **options) -> Rule:
        is_on_it = self.first < self.now < self.last
        now = self.x(self.now) if is_on_it else ""
        return Rule(ticks, now, [self.bar(call) for call in calls], **options)


def percent(share: float) -> str:
    return f"{share:.4g}%"


def midnight(day: date) -> datetime:
    """Return the beginning of a day in Ecuador."""
    return datetime.combine(day, time.min, timezone.get_default_timezone())


def begin_of(call: CallPage) -> datetime:
    return call.begins_at or timezone.now()


def rule_of(call: CallPage) -> Rule | None:
    """Return the rule of one call; None for one that was born closed, or has no closing yet."""
    if call.closes_at is None or begin_of(call) >= call.closes_at:
        return None
    if call.is_open and days_until(call.closes_at) == 0:
        return rule_of_hours(call)
    first, last = in_ecuador(begin_of(call)).date(), in_ecuador(call.closes_at).date()
    now = call.closes_at if call.is_closed else midnight(expiry.today())
    scale = Scale(midnight(first), call.closes_at, now)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    if len(days) > MOST_DAYS:
        days = [day for day in days if day.weekday() == 0]
    ticks = [Tick(scale.x(midnight(day)), is_long=day.weekday() == 0) for day in days]
    return scale.rule(ticks, [call])


def rule_of_hours(call: CallPage) -> Rule:
    """Return the rule of the last day of a call; it is to be drawn again at the next full hour."""
    now = in_ecuador(timezone.now()).replace(minute=0, second=0, microsecond=0)
    expiry.add(now + HOUR)
    first = midnight(now.date())
    scale = Scale(first, first + DAY, now)
    hours = range(25)
    ticks = [
        Tick(scale.x(first + hour * HOUR), "" if hour % 6 else str(hour), hour % 6 == 0)
        for hour in hours
    ]
    return scale.rule(ticks, [call], is_of_hours=True)


def rule_of_list(calls: list[CallPage]) -> Rule | None:
    """Return calls that have a closing on one rule, whose grid has Mondays; None without a call."""
    if not calls:
        return None
    first = in_ecuador(min(map(begin_of, calls))).date()
    last = in_ecuador(max(call.closes_at for call in calls)).date() + DAY
    last = max(last, first + DAY)
    scale = Scale(midnight(first), midnight(last), midnight(expiry.today()))
    monday = first + timedelta(days=-first.weekday() % WEEK)
    weeks = (last - monday).days // WEEK + 1
    step = max(1, -(-weeks // MOST_LINES))
    days = [monday + timedelta(weeks=number) for number in range(0, weeks, step)]
    named = [day for day in days[::2] if scale.at(midnight(day)) < ROOM_FOR_A_LABEL]
    ticks = [
        Tick(scale.x(midnight(day)), date_format(day, "j b") if day in named else "")
        for day in days
    ]
    return scale.rule(ticks, calls)
