"""Activities as iCalendar (RFC 5545), which the calendars of telephones and computers read.

Times are in UTC, which needs no time zone of the file; what takes all day is dates, the last one
exclusive. The UID is that of the page for ever, in both languages; SEQUENCE, the key
of the published version, rises with each publication, so that a calendar replaces what it has, with
what is cancelled too.
"""

from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from oim_portal.web.characters import for_xml
from oim_portal.web.html_text import plain
from pages.languages import current_language, localized
from pages.models import BasePage
from pages.site_names import site_name

from .models import ActivityPage


def calendar_of(page: BasePage, activities: Iterable[ActivityPage], request: HttpRequest) -> bytes:
    """Return the file of a page with these activities, in the active language."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{host()}//agenda//{current_language().upper()}")
    calendar.add("version", "2.0")
    name = f"{localized(page, 'display_title')} – {site_name(request)}"
    calendar.add("x-wr-calname", for_xml(name))
    for activity in activities:
        calendar.add_component(event_of(activity, request))
    return calendar.to_ical()


def host() -> str:
    return urlsplit(settings.PORTAL_URL).hostname or ""


def event_of(activity: ActivityPage, request: HttpRequest) -> Event:
    url = settings.PORTAL_URL + (activity.get_url(request) or "")
    event = Event()
    event.add("uid", f"{activity.translation_key}@{host()}")
    event.add("summary", for_xml(localized(activity, "display_title")))
    if activity.has_hours:
        event.add("dtstart", activity.starts_at.astimezone(UTC))
        event.add("dtend", activity.ends_at.astimezone(UTC))
    else:
        event.add("dtstart", activity.first_day)
        event.add("dtend", activity.end_day + timedelta(days=1))
    event.add("status", "CANCELLED" if activity.is_cancelled else "CONFIRMED")
    if place := activity.where:
        event.add("location", for_xml(place))
    event.add("description", for_xml("\n\n".join(filter(None, [*texts_of(activity), url]))))
    event.add("url", url)
    changed = activity.last_published_at or timezone.now()
    published = activity.first_published_at or changed
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("created", published.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("sequence", activity.live_revision_id or 0)
    return event


def texts_of(activity: ActivityPage) -> list[str]:
    """Return what somebody should know who sees the activity in a calendar alone."""
    cancelled = activity.is_cancelled and " ".join(
        (_("Cancelled."), str(localized(activity, "cancelled_reason")))
    )
    told = [str(localized(activity, "lead")), plain(str(localized(activity, "taking_part")))]
    return [each for each in (cancelled, *told, activity.link) if each]
