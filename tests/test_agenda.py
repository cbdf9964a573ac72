"""The agenda: activities with their hours, in lists, in calendars, and when they are over."""

import json
from datetime import date, datetime, time, timedelta, timezone as fixed

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from icalendar import Calendar

from history.models import HistoryEventPage, HistoryPage
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.frontend_cache.cached_urls import page_urls
from pages.kinds.agenda.days import Month
from pages.kinds.agenda.models import ActivityPage, AgendaPage

from .activities import DAY, add_activity, agenda_of_content, values
from .clock import Clock
from .edit_forms import form_of
from .factories import add_many, add_page, make_private, publish_page
from .html import page as read, text_of, texts
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

ECUADOR = fixed(timedelta(hours=-5))
LIST = "/es/agenda/"
MIDNIGHT = {"start_time": time(22), "last_day": date(2099, 12, 4), "end_time": time(2)}


@pytest.fixture
def agenda(content) -> AgendaPage:
    return agenda_of_content()


def events_of(visitor, address: str) -> list:
    response = visitor.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def subject_of(visitor, address: str) -> dict:
    (script,) = read(visitor, address).select('script[type="application/ld+json"]')
    graph = json.loads(script.string)["@graph"]
    return next(node for node in graph if node["@type"] == "Event")


def refused(**fields) -> dict[str, list[str]]:
    """Return what a public activity with these fields is refused for, by field."""
    activity = ActivityPage(title="Taller", slug="taller", **values(**fields))
    with pytest.raises(ValidationError) as error:
        activity.full_clean(["path", "depth", "content_type", "locale", "translation_key"])
    return error.value.message_dict


# When


@pytest.mark.parametrize(
    ("fields", "spanish", "english"),
    [
        (
            {},
            "jueves 3 de diciembre de 2099, 09:00 a 12:00",
            "Thursday 3 December 2099, 09:00 to 12:00",
        ),
        (
            MIDNIGHT,
            "jueves 3 de diciembre de 2099, desde las 22:00 hasta el viernes 4 de diciembre de"
            " 2099, 02:00",
            "Thursday 3 December 2099, from 22:00 until Friday 4 December 2099, 02:00",
        ),
        (
            MIDNIGHT | {"start_time": time(1)},
            "desde la 01:00 hasta el viernes",
            "from 01:00 until Friday",
        ),
        (
            {"start_time": None, "end_time": None},
            "jueves 3 de diciembre de 2099, todo el día",
            "Thursday 3 December 2099, all day",
        ),
        (
            {"start_time": None, "end_time": None, "last_day": date(2099, 12, 5)},
            "jueves 3 de diciembre de 2099, todo el día, hasta el sábado 5 de diciembre de 2099",
            "Thursday 3 December 2099, all day, until Saturday 5 December 2099",
        ),
    ],
)
def test_days_and_hours_are_in_words_of_the_reader(agenda, visitor, fields, spanish, english):
    add_activity(agenda, **fields)
    for code, words in (("es", spanish), ("en", english)):
        soup = read(visitor, f"/{code}/agenda/taller/")
        assert words in text_of(soup.select_one(".activity__facts")), code


def test_hours_are_ecuadors_wherever_clocks_change(agenda, visitor):
    """In Madrid, clocks went back on 25 October 2026: the hours of the page do not."""
    autumn = {"first_day": date(2026, 10, 24), "last_day": date(2026, 10, 25)}
    with timezone.override("Europe/Madrid"):
        activity = add_activity(agenda, **autumn, start_time=time(18), end_time=time(22, 30))
        activity.refresh_from_db()
        assert "desde las 18:00 hasta el domingo 25 de octubre de 2026, 22:30" in activity.hours
        (event,) = events_of(visitor, "/es/agenda/taller/actividad.ics")
    assert event["DTSTART"].dt == datetime(2026, 10, 24, 18, tzinfo=ECUADOR)
    assert event["DTEND"].dt == datetime(2026, 10, 25, 22, 30, tzinfo=ECUADOR)
    facts = text_of(read(visitor, "/es/agenda/taller/").select_one(".activity__facts"))
    assert "hora del Ecuador (UTC−5)" in facts


@pytest.mark.parametrize(
    ("fields", "name", "words"),
    [
        ({"first_day": None}, "first_day", "Diga qué día es"),
        ({"last_day": date(2099, 12, 2)}, "last_day", "Termina antes de empezar"),
        ({"start_time": time(22), "end_time": time(2)}, "end_time", "pasada la medianoche"),
        ({"start_time": time(9), "end_time": time(9)}, "end_time", "Termina antes de empezar"),
        ({"end_time": None}, "end_time", "a qué hora termina"),
        ({"start_time": None}, "start_time", "a qué hora empieza"),
        ({"place_es": ""}, "place_es", "Diga dónde es"),
        ({"link": "http://example.org/"}, "link", "https://"),
        ({"link": "javascript:alert(1)"}, "link", "https://"),
        ({"first_day": date(1900, 1, 1)}, "first_day", "entre 2000 y 2100"),
        ({"first_day": date(2199, 1, 1)}, "first_day", "entre 2000 y 2100"),
        ({"last_day": date(9999, 12, 31)}, "last_day", "entre 2000 y 2100"),
        ({"cancelled_on": date(2020, 1, 1)}, "cancelled_reason_es", "por qué se canceló"),
        ({"cancelled_reason_es": "Por lluvia"}, "cancelled_on", "o borre por qué"),
        ({"cancelled_on": DAY, "cancelled_reason_es": "Lluvia"}, "cancelled_on", "no ha llegado"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(content, fields, name, words):
    assert words in " ".join(refused(**fields)[name])


def test_a_draft_may_lack_what_publication_needs(agenda):
    publisher = signed_in(person(PUBLISHER))
    url = reverse("wagtailadmin_pages:add", args=["agenda", "activitypage", agenda.pk])
    form = form_of(publisher, url) | {"title": "Feria", "slug": "feria"}
    publisher.post(url, form)
    draft = ActivityPage.objects.get(slug="feria")
    assert (draft.live, draft.first_day) == (False, None)
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    hours = {"first_day": "2099-12-24", "start_time": "22:00", "end_time": "02:00"}
    wrong = form_of(publisher, edit) | hours | {"last_day": "2099-12-01", "lead_es": "Visita"}
    told = publisher.post(edit, wrong, headers={"accept": "application/json"}).json()
    assert told["success"], "words that are typed beside a slip are saved"
    newest = ActivityPage.objects.get().get_latest_revision_as_object()
    assert (newest.lead_es, newest.last_day) == ("Visita", date(2099, 12, 1))
    assert newest.make_preview_request(preview_mode="es").status_code == 200
    wrong = form_of(publisher, edit)
    answer = publisher.post(edit, wrong | {"action-publish": "1"})
    assert "Termina antes de empezar" in answer.text
    answer = publisher.post(edit, wrong | {"link": "http://sala.example.org"})
    assert "Escriba un enlace con https://" in answer.text
    answer = publisher.post(edit, wrong | {"first_day": "", "action-publish": "1"})
    assert "obligatorio" in answer.text
    assert "Diga dónde es" in answer.text
    draft.refresh_from_db()
    assert not draft.live
    publish_page_refuses(draft)


def publish_page_refuses(draft: ActivityPage) -> None:
    with pytest.raises(ValidationError):
        publish_page(draft, clean=False)


# The list, and what is over


def test_the_list_has_what_is_to_come_by_month_with_its_days_drawn(agenda, visitor):
    add_activity(agenda, "Feria", first_day=date(2099, 12, 9), last_day=date(2099, 12, 11))
    add_activity(
        agenda, "Charla", first_day=date(2100, 1, 4), place_es="", link="https://a.example/b"
    )
    add_activity(agenda)
    soup = read(visitor, LIST)
    assert texts(soup, ".agenda__name") == ["Diciembre de 2099", "Enero de 2100"]
    assert texts(soup, ".agenda__title") == ["Taller", "Feria", "Charla"]
    rows = texts(soup, ".agenda__row")
    assert rows[0].startswith("3 jueves Taller 09:00 a 12:00 · Salón")
    assert rows[1].startswith("9–11 miércoles a viernes Feria Desde las 09:00 hasta el viernes 11")
    assert "En línea" in rows[2]
    marks = soup.select(".days__link")
    assert [mark["href"] for mark in marks] == [
        f"#{row['id']}" for row in soup.select(".agenda__row")
    ]
    assert texts(soup, ".days__link title")[1] == "9 de diciembre: Feria"
    assert [len(mark.select("circle")) for mark in marks] == [1, 0, 1]
    english = read(visitor, "/en/agenda/")
    assert texts(english, ".agenda__title") == ["Taller (en)", "Feria (en)", "Charla (en)"]
    assert "9–11 Wednesday to Friday" in texts(english, ".agenda__row")[1]


def test_targets_of_a_month_do_not_touch_and_a_full_month_has_its_list_alone():
    def month(days: list[tuple[int, int]]) -> Month:
        made = [
            ActivityPage(title=str(a), first_day=date(2099, 12, a), last_day=date(2099, 12, b))
            for a, b in days
        ]
        return Month(date(2099, 12, 1), made)

    marks = month([(1, 1), (2, 2), (3, 8), (5, 5), (11, 11), (30, 31)]).marks
    assert [mark.y for mark in marks] == [17, 47, 77, 17, 17, 17]
    for one in marks:
        for other in marks:
            if one is not other and one.y == other.y:
                days = sorted([one.activity, other.activity], key=lambda each: each.first_day)
                assert (days[1].first_day - days[0].end_day).days >= 3
    assert month([(1, 1)] * 7).marks == []


def test_an_activity_is_past_from_the_second_of_its_end(agenda, visitor, monkeypatch):
    end = datetime(2099, 12, 3, 12, tzinfo=ECUADOR)
    publish_page(add_activity(agenda))
    publish_page(add_activity(agenda, "Otra", first_day=date(2099, 12, 20)))
    clock = Clock(end - timedelta(seconds=2))
    monkeypatch.setattr(timezone, "now", clock)
    response = visitor.get(LIST)
    assert "s-maxage=2" in response["Cache-Control"] or "s-maxage=1" in response["Cache-Control"]
    assert texts(read(visitor, LIST), ".agenda__title") == ["Taller", "Otra"]
    assert "En curso" in text_of(read(visitor, "/es/agenda/taller/").select_one("dl"))
    assert "Taller" in visitor.get("/es/").text
    assert len(events_of(visitor, "/es/agenda/agenda.ics")) == 2
    assert "Taller" in visitor.get("/es/agenda/agenda.xml").text
    clock.now = end
    assert texts(read(visitor, LIST), ".agenda__title") == ["Otra"]
    assert "Taller" not in visitor.get("/es/").text
    assert [event["SUMMARY"] for event in events_of(visitor, "/es/agenda/agenda.ics")] == ["Otra"]
    soup = read(visitor, "/es/agenda/taller/")
    assert "Estado Pasada" in text_of(soup.select_one("dl"))
    assert not soup.select('a[href$=".ics"]')
    assert len(events_of(visitor, "/es/agenda/taller/actividad.ics")) == 1
    assert "Taller" not in visitor.get("/es/agenda/agenda.xml").text
    assert texts(read(visitor, "/es/agenda/2099/"), ".page-list__link") == ["Taller"]
    assert "Archivo 2099 1" in text_of(read(visitor, LIST).select_one(".years-of-list"))


def test_the_front_page_has_the_next_three_and_nothing_without_any(agenda, visitor):
    assert not read(visitor, "/es/").select("#agenda")
    for day in (9, 8, 7, 6):
        add_activity(agenda, f"Acto {day}", first_day=date(2099, 12, day))
    soup = read(visitor, "/en/")
    section = soup.select_one("#agenda").find_parent("section")
    assert texts(section, ".page-list__link") == ["Acto 6 (en)", "Acto 7 (en)", "Acto 8 (en)"]


def test_an_empty_agenda_is_in_no_menu(agenda, visitor):
    agenda.show_in_menus = True
    publish_page(agenda)
    assert not read(visitor, "/es/").select('header a[href="/es/agenda/"]')
    add_activity(agenda)
    assert read(visitor, "/es/").select('header a[href="/es/agenda/"]')


# Cancelled


def test_a_cancelled_activity_stays_and_says_so_in_words(agenda, visitor):
    add_activity(
        agenda,
        cancelled_on=date(2026, 11, 28),
        cancelled_reason_es="Por lluvia.",
        cancelled_reason_en="Rain.",
    )
    soup = read(visitor, "/es/agenda/taller/")
    stop = text_of(soup.select_one(".stop.now"))
    assert stop.startswith("Cancelada el 28 de noviembre de 2026 Por lluvia.")
    assert texts(soup, ".activity__facts s") == [
        "jueves 3 de diciembre de 2099, 09:00 a 12:00",
        "Salón",
    ]
    assert texts(soup, 'a[href$=".ics"]') == ["Marcar como cancelada (.ics)"]
    row = read(visitor, LIST).select_one(".agenda__row")
    assert texts(row, ".tag.now") == ["Cancelada"]
    assert texts(row, ".agenda__reason") == ["Por lluvia."]
    assert "(cancelada)" in text_of(read(visitor, LIST).select_one(".days__link title"))
    (event,) = events_of(visitor, "/en/agenda/taller/actividad.ics")
    assert event["STATUS"] == "CANCELLED"
    assert event["DESCRIPTION"].startswith("Cancelled. Rain.")
    assert subject_of(visitor, "/es/agenda/taller/")["eventStatus"].endswith("/EventCancelled")
    assert "Cancelada" in visitor.get("/es/").text


def test_who_wrote_an_activity_publishes_and_cancels_it_with_a_reason(agenda, visitor):
    """Its days are texts in the revisions of the database, and dates in that of the form."""
    publisher = signed_in(person(PUBLISHER))
    add = reverse("wagtailadmin_pages:add", args=["agenda", "activitypage", agenda.pk])
    urgent = {"action-publish": "is-urgent"}
    told = {"title": "Feria", "slug": "feria", "first_day": "2099-12-03", "place_es": "Parque"}
    assert publisher.post(add, form_of(publisher, add) | told | urgent).status_code == 302
    assert "Feria" in visitor.get("/es/agenda/feria/").text
    edit = reverse("wagtailadmin_pages:edit", args=[ActivityPage.objects.get().pk])
    why = {"cancelled_on": "2026-11-28", "cancelled_reason_es": "Por lluvia."}
    assert publisher.post(edit, form_of(publisher, edit) | why | urgent).status_code == 302
    assert "Por lluvia." in visitor.get("/es/agenda/feria/").text


# Calendars and structured data


def test_a_calendar_file_keeps_its_key_and_rises_with_each_change(agenda, visitor, monkeypatch):
    title = "Día 🌎; taller, con «\\comillas\\»\r\ny línea BEGIN:VEVENT"
    activity = add_activity(agenda, lead_es="Para todos.", link="https://sala.example/a?b=1,2")
    activity.title = title
    publish_page(activity)
    (before,) = events_of(visitor, "/es/agenda/taller/actividad.ics")
    assert before["SUMMARY"] == "Día 🌎; taller, con «\\comillas\\» y línea BEGIN:VEVENT"
    assert before["LOCATION"] == "Salón"
    assert "https://sala.example/a?b=1,2" in before["DESCRIPTION"]
    assert before["STATUS"] == "CONFIRMED"
    clock = Clock(timezone.now() + timedelta(minutes=5))
    monkeypatch.setattr(timezone, "now", clock)
    activity.place_es = "Otro salón"
    publish_page(activity)
    (after,) = events_of(visitor, "/es/agenda/taller/actividad.ics")
    (english,) = events_of(visitor, "/en/agenda/taller/actividad.ics")
    assert before["UID"] == after["UID"] == english["UID"]
    assert english["SUMMARY"] == "Taller (en)"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt
    assert visitor.get("/es/agenda/taller/agenda.ics").status_code == 404
    assert visitor.get("/es/quienes-somos/actividad.ics").status_code == 404


def test_calendars_hear_of_two_publications_within_a_second_and_of_a_withdrawal(
    agenda, visitor, monkeypatch
):
    clock = Clock(timezone.now().replace(microsecond=0) + timedelta(minutes=5))
    monkeypatch.setattr(timezone, "now", clock)
    activity = add_activity(agenda)
    publish_page(activity)
    (first,) = events_of(visitor, "/es/agenda/agenda.ics")
    activity.slug, activity.place_es = "otro", "Otro salón"
    publish_page(activity)
    (second,) = events_of(visitor, "/es/agenda/agenda.ics")
    assert second["LAST-MODIFIED"].dt == first["LAST-MODIFIED"].dt
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["UID"] == first["UID"]
    publish_page(add_activity(agenda, "Feria"))
    addresses = [f"/es/agenda/agenda.{form}" for form in ("ics", "xml", "json")]
    for address in addresses:
        etag = visitor.get(address)["ETag"]
        assert visitor.get(address, headers={"If-None-Match": etag}).status_code == 304, address
    activity.unpublish()
    since = {"If-Modified-Since": http_date(clock.now.timestamp())}
    for address in addresses:
        answer = visitor.get(address, headers=since)
        assert answer.status_code == 200, address
        assert "Feria" in answer.text
        assert "Taller" not in answer.text


def test_what_takes_all_day_is_dates_of_which_the_last_is_exclusive(agenda, visitor):
    add_activity(agenda, start_time=None, end_time=None, last_day=date(2099, 12, 4))
    (event,) = events_of(visitor, "/es/agenda/taller/actividad.ics")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (DAY, date(2099, 12, 5))
    told = subject_of(visitor, "/es/agenda/taller/")
    assert (told["startDate"], told["endDate"]) == ("2099-12-03", "2099-12-04")


def test_private_and_sensitive_activities_are_in_no_calendar_of_others(agenda, visitor):
    make_private(add_activity(agenda, "Privada"))
    add_activity(agenda, "Delicada", sensitive=True)
    add_activity(agenda)
    assert [each["SUMMARY"] for each in events_of(visitor, "/es/agenda/agenda.ics")] == ["Taller"]
    for slug in ("privada", "delicada"):
        assert visitor.get(f"/es/agenda/{slug}/actividad.ics").status_code == 404, slug


def test_calendar_files_are_purged_with_their_pages(agenda):
    urls = page_urls([add_activity(agenda), agenda])
    for path in ("/es/agenda/taller/actividad.ics", "/en/agenda/agenda.ics"):
        assert any(url.endswith(path) for url in urls), path


@pytest.mark.parametrize(
    ("fields", "mode", "location"),
    [
        ({}, "Offline", "Place"),
        ({"place_es": "", "link": "https://a.example/"}, "Online", "VirtualLocation"),
        ({"link": "https://a.example/"}, "Mixed", None),
    ],
)
def test_search_engines_read_a_complete_event(agenda, visitor, fields, mode, location):
    add_activity(agenda, province="EC-P", **MIDNIGHT | fields)
    told = subject_of(visitor, "/es/agenda/taller/")
    assert (told["startDate"], told["endDate"]) == (
        "2099-12-03T22:00:00-05:00",
        "2099-12-04T02:00:00-05:00",
    )
    assert told["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert told["eventStatus"] == "https://schema.org/EventScheduled"
    assert told["organizer"]["@id"].endswith("/#organization")
    assert told["name"] == "Taller"
    places = told["location"] if isinstance(told["location"], list) else [told["location"]]
    assert [each["@type"] for each in places] == (
        [location] if location else ["Place", "VirtualLocation"]
    )
    if places[0]["@type"] == "Place":
        assert places[0]["address"]["addressRegion"] == "Pichincha"


def test_without_a_translation_the_activity_is_shown_in_spanish_and_marked(agenda, visitor):
    add_activity(agenda, display_title_en="", lead_es="Para todos.")
    soup = read(visitor, "/en/agenda/taller/")
    assert soup.h1["lang"] == "es"
    assert soup.select('dd[lang="es"]')
    assert "09:00 to 12:00" in text_of(soup.select_one("dl"))


# The history


PAST = {"first_day": date(2026, 3, 9), "last_day": date(2026, 3, 11)}


def test_a_past_activity_becomes_one_draft_of_the_history(agenda, visitor):
    add_page(HistoryPage.objects.get(), "Feria", model=HistoryEventPage)
    activity = add_activity(
        agenda, "Feria", **PAST, text_es="<p>Hubo diez.</p>", text_en="<p>There were ten.</p>"
    )
    publish_page(activity)
    before = HistoryEventPage.objects.count()
    editor = signed_in(person(EDITOR))
    edit = reverse("wagtailadmin_pages:edit", args=[activity.pk])
    url = reverse("become_event", args=[activity.pk])
    assert url in editor.get(edit).text
    assert "Nada de eso es público" in editor.get(url).text
    assert HistoryEventPage.objects.count() == before
    answers = [editor.post(url) for _press in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert HistoryEventPage.objects.count() == before + 1
    event = HistoryEventPage.objects.latest("pk")
    assert (event.live, event.date.edtf, event.owner.email) == (
        False,
        "2026-03-09/2026-03-11",
        "ana@example.org",
    )
    draft = event.get_latest_revision_as_object()
    assert (draft.title, draft.display_title_en) == ("Feria", "Feria (en)")
    assert draft.text_es.startswith("<p>Hubo diez.</p>")
    assert f'linktype="page" id="{activity.pk}"' in draft.text_en
    assert "There were ten." in draft.text_en
    assert "Feria" in editor.get(answers[0]["Location"]).text
    assert not read(visitor, "/es/agenda/feria/").select(".activity__side a")
    publish_page(draft)
    (link,) = read(visitor, "/es/agenda/feria/").select(".activity__side .link-list a")
    assert text_of(link) == "Feria"
    assert "/es/agenda/feria/" in visitor.get(link["href"]).text
    publisher = signed_in(person(PUBLISHER, "pablo@example.org"))
    publisher.post(reverse("wagtailadmin_pages:delete", args=[event.pk]))
    answer = editor.post(url, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("trash")
    assert "está en la papelera: quien publica puede restaurarlo" in answer.text


@pytest.mark.parametrize(
    "fields", [{}, PAST | {"cancelled_on": date(2026, 3, 1), "cancelled_reason_es": "Lluvia"}]
)
def test_what_is_to_come_or_was_cancelled_is_no_history(agenda, fields):
    activity = add_activity(agenda, **fields)
    editor = signed_in(person(EDITOR))
    url = reverse("become_event", args=[activity.pk])
    assert url not in editor.get(reverse("wagtailadmin_pages:edit", args=[activity.pk])).text
    assert editor.post(url).status_code in (302, 403)
    assert activity.public_event() is None


# Many


def test_a_list_of_many_asks_no_more_than_one_of_few(agenda, visitor):
    def asked(address: str) -> int:
        visitor.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert visitor.get(address).status_code == 200
        return len(queries)

    addresses = (LIST, "/es/agenda/agenda.ics", "/es/agenda/agenda.xml", "/es/agenda/taller/")
    add_activity(agenda)
    few = [asked(each) for each in addresses]
    add_many(agenda, ActivityPage, 60, live=True, **values())
    assert [asked(each) for each in addresses] == few
