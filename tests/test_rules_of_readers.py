"""News, publications, activities and calls by the rules of those who read them by program.

Search engines: https://developers.google.com/search/docs/appearance/structured-data, of articles,
events and job postings, and schema.org. Feed readers: RFC 4287 and https://www.jsonfeed.org/version/1.1/.
Calendars: RFC 5545.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import feedparser
import pytest
from django.utils import timezone
from icalendar import Calendar

from pages.contract import listings_of
from pages.kinds.agenda.models import ActivityPage
from pages.kinds.calls.models import CallPage
from pages.kinds.news.models import NewsPage
from pages.kinds.publications.models import PublicationPage
from pages.models import BasePage

from .html import page as read
from .kind_content import add_kind, whole_values

pytestmark = pytest.mark.django_db

#: What search engines need of each kind, or ask for.
NEEDED = {
    "NewsArticle": {"headline", "datePublished", "dateModified", "author", "publisher"},
    "Report": {"name", "abstract", "datePublished"},
    "Event": {
        *("name", "startDate", "endDate", "location", "eventStatus", "eventAttendanceMode"),
        *("organizer", "description"),
    },
    "JobPosting": {
        *("title", "description", "datePosted", "validThrough", "hiringOrganization"),
        *("jobLocation",),
    },
}
KINDS = dict(zip((NewsPage, PublicationPage, ActivityPage, CallPage), NEEDED, strict=True))
URLS = {"url", "item", "image", "logo", "license", "contentUrl", "sameAs"}
TIMES = re.compile("date|.*Date$|validThrough")


def graph_of(visitor, page: BasePage, language: str) -> list[dict]:
    data = read(visitor, page.url_in(language)).select_one('[type="application/ld+json"]')
    return json.loads(data.string)["@graph"]


def subject(graph: list[dict], kind: str) -> dict:
    return next((node for node in graph if node["@type"] == kind), {})


def faults(graph: list[dict]) -> list[tuple]:
    """Return what is empty, no absolute URL, no time of ISO 8601, or leads to no node."""
    known = {node.get("@id") for node in graph}
    return [
        (name, value)
        for name, value in values(graph)
        if value in ("", None, [], {})
        or (name in URLS and isinstance(value, str) and not is_absolute(value))
        or (TIMES.fullmatch(name) and not is_time(value))
        or (isinstance(value, dict) and set(value) == {"@id"} and value["@id"] not in known)
    ]


def values(told: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Yield each value at any depth with the name of its property."""
    yield name, told
    for key, value in told.items() if isinstance(told, dict) else ():
        yield from values(value, key)
    for value in told if isinstance(told, list) else ():
        yield from values(value, name)


def is_absolute(url: str) -> bool:
    return bool(re.fullmatch(r"https?://[^\s/]+/\S*", url))


def is_time(text: str) -> bool:
    """Whether it is a year, a day, or a moment with its offset from UTC."""
    if re.fullmatch(r"\d{4}", text):
        return True
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return bool(date.fromisoformat(text))
    return datetime.fromisoformat(text).tzinfo is not None


@pytest.mark.parametrize("is_whole", [False, True])
def test_search_engines_are_told_what_they_need_of_each_kind(content, visitor, is_whole):
    """Of the least that staff may write too, in Spanish and at the address of the English."""
    for model, kind in KINDS.items():
        fields = whole_values(model) if is_whole else {}
        page = add_kind(model, f"Título de {kind}", **fields)
        for language in ("es", "en"):
            graph = graph_of(visitor, page, language)
            told = subject(graph, kind)
            assert NEEDED[kind] <= set(told), (kind, language)
            assert faults(graph) == [], (kind, language)
            shown = "A title" if is_whole and language == "en" else page.title
            assert shown in {told.get("title"), told.get("headline"), told.get("name")}


def test_what_is_over_is_told_as_such(content, visitor):
    now, day = timezone.now(), timedelta(days=1)
    closed = add_kind(CallPage, "Cerrada", opens_at=now - 9 * day, closes_at=now - day)
    today = timezone.localdate()
    cancelled = {"cancelled_on": today, "cancelled_reason_es": "Por lluvia."}
    activity = add_kind(ActivityPage, "Cancelada", **cancelled)
    past = add_kind(ActivityPage, "Pasada", first_day=today - 3 * day)
    for language in ("es", "en"):
        graph = graph_of(visitor, closed, language)
        assert not subject(graph, "JobPosting")
        assert faults(graph) == []
        for page, status in ((activity, "EventCancelled"), (past, "EventScheduled")):
            graph = graph_of(visitor, page, language)
            told = subject(graph, "Event")
            assert told["eventStatus"] == f"https://schema.org/{status}"
            assert told["startDate"] == page.first_day.isoformat()
            assert faults(graph) == []


def test_feed_readers_and_calendars_read_each_kind(content, visitor):
    title = "Taller <b> & «firma» 🌎"
    for model in KINDS:
        page = add_kind(model, title, display_title_en="Workshop", lead_es="Qué es & cómo.")
        index = page.get_parent().specific
        for language, shown in (("es", title), ("en", "Workshop")):
            atom, in_json = (
                visitor.get(index.url_in(language) + name) for name in page_feeds(page)
            )
            headers = {"content-type": atom["Content-Type"]}
            read_feed = feedparser.parse(atom.content, response_headers=headers)
            assert not read_feed.bozo, read_feed.get("bozo_exception")
            assert read_feed.version == "atom10"
            assert read_feed.feed.language == language
            (entry,) = read_feed.entries
            assert entry.id
            assert is_absolute(entry.link)
            assert entry.updated_parsed
            assert entry.published_parsed
            check_json_feed(in_json, shown)
    for address in ("/es/agenda/agenda.ics", "/en/agenda/agenda.ics"):
        (event,) = Calendar.from_ical(visitor.get(address).content).walk("VEVENT")
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "URL"} <= set(event)
        assert event["DTEND"].dt > event["DTSTART"].dt
        assert event["SUMMARY"] == (title if address.startswith("/es/") else "Workshop")


def page_feeds(page: BasePage) -> tuple[str, ...]:
    return listings_of(type(page))[0].listing.feeds


def check_json_feed(answer, title: str) -> None:
    """Check what the rules of JSON Feed 1.1 require, and that nothing that is optional is empty."""
    assert answer["Content-Type"].startswith("application/feed+json")
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert is_absolute(feed["home_page_url"])
    assert is_absolute(feed["feed_url"])
    assert all(author["name"] for author in feed["authors"])
    (item,) = feed["items"]
    assert isinstance(item["id"], str)
    assert item["title"] == title
    assert is_absolute(item["url"])
    assert isinstance(item.get("content_html", item.get("content_text")), str)
    for name in ("date_published", "date_modified"):
        assert datetime.fromisoformat(item[name]).tzinfo is not None
