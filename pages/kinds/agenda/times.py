"""Days and hours as words, and as moments; in Ecuador's time, whatever time zone is active."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

#: Years of activities: before and after them, a day is a slip of the pen.
FIRST_YEAR, LAST_YEAR = 2000, 2100


def is_possible(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def moment(day: date, hour: time | None) -> datetime:
    """Return the moment of an hour in Ecuador; without one, of the midnight that begins the day."""
    return datetime.combine(day, hour or time(), timezone.get_default_timezone())


def end_moment(day: date, hour: time | None) -> datetime:
    """Return the moment at which something ends; without an hour, with its day."""
    return moment(day, hour) if hour else moment(day + timedelta(days=1), None)


def clock(hour: time) -> str:
    return f"{hour:%H:%M}"


def day_in_words(day: date) -> str:
    """Return 'jueves 3 de diciembre de 2026'."""
    return f"{date_format(day, 'l')} {date_format(day)}"


def hours_in_words(first: date, start: time | None, last: date, end: time | None) -> str:
    """Return the hours that stand after or below a first day: '09:00 a 12:00'."""
    if not start or not end:
        return _("all day") if first == last else _("all day, until %s") % day_in_words(last)
    words = {"start": clock(start), "end": clock(end), "day": day_in_words(last)}
    if first == last:
        return _("%(start)s to %(end)s") % words
    # In Spanish 'desde la 01:00', and 'desde las' of all other hours.
    said = ngettext(
        "from %(start)s until %(day)s, %(end)s",
        "from %(start)s until %(day)s, %(end)s",
        start.hour,
    )
    return said % words
