"""Mixin of pages about something that begins and ends, on days and at hours of Ecuador."""

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from pages.models.page_type import PageTypeMixin
from pages.scheduling import BrowserDateInput, BrowserTimeInput

from .. import times

Errors = dict[str, object]


class WhenMixin(models.Model):
    """Days and hours; list it before `BasePage`. Without hours it takes all day.

    `starts_at` and `ends_at` follow from them, for the database and for caches: forms and readers
    have days and hours, which no time zone moves.
    """

    class State(models.TextChoices):
        COMING = "coming", _("To come")
        UNDER_WAY = "under-way", _("Under way")
        PAST = "past", pgettext_lazy("activity", "Past")

    first_day = models.DateField(
        _("day"),
        null=True,
        error_messages={"blank": _("Say on which day it is.")},
        help_text=_("The day, or the first of several."),
    )
    start_time = models.TimeField(
        _("begins at"),
        null=True,
        blank=True,
        help_text=_("Ecuador’s time (UTC−5), as readers see it. Empty: it takes all day."),
    )
    last_day = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("Only if it ends on another day: after midnight, or after several days."),
    )
    end_time = models.TimeField(
        _("ends at"),
        null=True,
        blank=True,
        help_text=_("From then on it is among the past activities. Empty: it takes all day."),
    )
    starts_at = models.DateTimeField(null=True, editable=False)
    ends_at = models.DateTimeField(null=True, editable=False, db_index=True)

    changes_at = (*PageTypeMixin.changes_at, "starts_at", "ends_at")
    when_panel = MultiFieldPanel(
        [
            FieldPanel("first_day", widget=BrowserDateInput),
            FieldPanel("start_time", widget=BrowserTimeInput),
            FieldPanel("last_day", widget=BrowserDateInput),
            FieldPanel("end_time", widget=BrowserTimeInput),
        ],
        heading=_("When, in Ecuador’s time"),
    )

    class Meta:
        abstract = True

    def tidy(self) -> None:
        super().tidy()
        is_known = self.first_day and not self.wrong_days("first_day", "last_day")
        self.starts_at = times.moment(self.first_day, self.start_time) if is_known else None
        self.ends_at = times.end_moment(self.end_day, self.end_time) if is_known else None

    def missing_hours(self) -> Errors:
        """Return what only a draft may lack, by field."""
        if self.start_time and not self.end_time:
            return {"end_time": _("Say at what time it ends, or leave both hours empty.")}
        if self.end_time and not self.start_time:
            return {"start_time": _("Say at what time it begins, or leave both hours empty.")}
        return {}

    def wrong_times(self) -> Errors:
        """Return what contradicts itself, by field."""
        if self.first_day and self.last_day and self.last_day < self.first_day:
            return {"last_day": _("It ends before it begins.")}
        hours = self.start_time, self.end_time
        if all(hours) and self.is_one_day and self.end_time <= self.start_time:
            said = _("It ends before it begins. If it goes on after midnight, give the last day.")
            return {"end_time": said}
        return {}

    def wrong_days(self, *names: str) -> Errors:
        """Return an error for each of these days whose year is a slip of the pen."""
        bounds = {"first": times.FIRST_YEAR, "last": times.LAST_YEAR}
        said = _("Write a year between %(first)s and %(last)s.") % bounds
        days = {name: getattr(self, name) for name in names}
        return {name: said for name, day in days.items() if day and not times.is_possible(day)}

    def check_values(self) -> None:
        super().check_values()
        for name in ("date_long", "machine_times"):
            getattr(self, name)

    @property
    def end_day(self) -> date | None:
        return self.last_day or self.first_day

    @property
    def is_one_day(self) -> bool:
        return self.end_day == self.first_day

    @property
    def has_hours(self) -> bool:
        return bool(self.start_time and self.end_time)

    @property
    def state(self) -> State:
        now = timezone.now()
        if self.ends_at and self.ends_at <= now:
            return self.State.PAST
        has_begun = self.starts_at and self.starts_at <= now
        return self.State.UNDER_WAY if has_begun else self.State.COMING

    @property
    def is_past(self) -> bool:
        return self.state is self.State.PAST

    @property
    def hours(self) -> str:
        """The hours, to be read below the first day: '09:00 a 12:00'."""
        when = (self.first_day, self.start_time, self.end_day, self.end_time)
        return times.hours_in_words(*when) if self.first_day else ""

    @property
    def date_long(self) -> str:
        """Days and hours in one line."""
        return f"{times.day_in_words(self.first_day)}, {self.hours}" if self.first_day else ""

    @property
    def machine_times(self) -> dict[str, str]:
        """`start` and `end` in ISO 8601: with their offset, or as days without hours."""
        start: Any = self.first_day
        end: Any = self.end_day
        if self.has_hours:
            zone = timezone.get_default_timezone()
            start, end = self.starts_at.astimezone(zone), self.ends_at.astimezone(zone)
        return {"start": start.isoformat(), "end": end.isoformat()}
