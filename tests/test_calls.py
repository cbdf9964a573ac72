"""Calls: open until a moment, then closed to the second wherever they are shown."""

import json
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Collection, CollectionViewRestriction

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.media.models import PdfReading
from pages.kinds.accountability.models import AccountabilityPage
from pages.kinds.calls import words
from pages.kinds.calls.models import CallFile, CallIndexPage, CallPage
from pages.models import BasePage

from .call_content import HOST, LINK, add_call, allow_hosts, call_index
from .clock import HOUR, Clock
from .edit_forms import form_of
from .editorial_team import PUBLISH
from .factories import add_many, add_page, publish_page
from .html import page as read, text_of, texts
from .search_requests import add_document
from .staff import person, signed_in
from .test_publications import found
from .test_site_cache_expiry import kept_for

pytestmark = pytest.mark.django_db

INDEX, CALL = "/es/convocatorias/", "/es/convocatorias/cargo/"
DAY = timedelta(days=1)


@pytest.fixture
def clock(monkeypatch, settings, content) -> Clock:
    """Noon in Ecuador, with a cache in front that would keep pages for a week."""
    settings.PORTAL_CACHE_URL = "http://127.0.0.1:1"
    clock = Clock.at_noon()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


def posting(soup) -> dict:
    graph = json.loads(soup.select_one('script[type="application/ld+json"]').string)["@graph"]
    return next((node for node in graph if node["@type"] == "JobPosting"), {})


def feed(visitor) -> list[str]:
    answer = visitor.get(f"{INDEX}convocatorias.xml")
    tree = ElementTree.fromstring(answer.content)  # noqa: S314 (our own)
    return [each.text for each in tree.iterfind("{*}entry/{*}title")]


def data(visitor) -> dict[str, str]:
    calls = json.loads(visitor.get("/datos/convocatorias.json").content)["calls"]
    assert not any("apply_url" in call for call in calls)
    return {call["title"]["es"]: call["state"] for call in calls}


def test_an_open_call_says_when_it_closes_and_where_one_applies(visitor, clock):
    allow_hosts(HOST)
    add_call(closes_at=clock.now + timedelta(days=3), apply_url=LINK)
    soup = read(visitor, CALL)
    assert texts(soup, ".call-kind") == ["Vacante"]
    closing = words.in_ecuador(clock.now + timedelta(days=3))
    assert "quedan 3 días" in text_of(soup.select_one(".call-moment"))
    assert soup.select_one(".call-moment time")["datetime"] == closing.isoformat()
    button = soup.select_one("main a.button")
    assert button["href"] == LINK
    assert {"noopener", "noreferrer"} <= set(button["rel"])
    assert f"Se abre en {HOST}." in text_of(soup.main)
    assert soup.select_one("svg.call-rule")["aria-hidden"] == "true"
    assert texts(soup, ".call-facts dd")[:2] == ["EC-Cargo", "Quito"]
    english = read(visitor, CALL.replace("/es/", "/en/"))
    assert "3 days left" in text_of(english.select_one(".call-moment"))
    assert text_of(english.select_one('.page-head__lead[lang="es"]')) == "Se busca a una persona."


def test_it_closes_to_the_second_wherever_it_is_shown(visitor, clock):
    allow_hosts(HOST)
    add_call(closes_at=clock.end, apply_url=LINK)
    add_call("Otro", clock.now + 3 * DAY)
    pages = ("/es/", INDEX, CALL, "/es/convocatorias/otro/")
    before = {address: read(visitor, address) for address in pages}
    assert "Cargo" in text_of(before["/es/"].main)
    assert "cierra hoy a las 13:00" in text_of(before["/es/"].main)
    assert "Cargo" in text_of(before[INDEX].select_one(".call-rows"))
    assert "cierra hoy a las 13:00" in text_of(before[CALL].select_one(".call-moment"))
    assert posting(before[CALL])
    assert feed(visitor) == ["Cargo", "Otro"]
    assert data(visitor)["Cargo"] == "abierta"
    found = read(visitor, "/es/buscar/?q=cargo&tipo=convocatoria")
    assert not found.select(".results .tag")
    modified = visitor.get("/datos/convocatorias.json")["Last-Modified"]
    names = ("tipo/vacante/", "convocatorias.xml", "convocatorias.json")
    below = [f"{INDEX}{name}" for name in names]
    for address in ("/es/", INDEX, CALL, *below):
        assert kept_for(visitor.get(address)) == HOUR, address

    clock.now = clock.end

    after = {address: read(visitor, address) for address in pages}
    assert "Cargo" not in text_of(after["/es/"].main)
    assert "Cargo" not in text_of(after[INDEX].select_one(".call-rows"))
    closed = after[CALL]
    assert texts(closed, ".call-kind .tag.now") == ["Cerrada"]
    assert "Cerró el" in text_of(closed.select_one(".call-moment"))
    assert [(link["href"], text_of(link)) for link in closed.select("main a.button")] == [
        (INDEX, "Ver la que está abierta")
    ]
    assert not posting(closed)
    assert feed(visitor) == ["Otro"]
    assert data(visitor) == {"Cargo": "cerrada", "Otro": "abierta"}
    since = {"If-Modified-Since": modified}
    assert visitor.get("/datos/convocatorias.json", headers=since).status_code == 200
    found = read(visitor, "/es/buscar/?q=cargo&tipo=convocatoria")
    assert set(texts(found, ".results .tag.now")) == {"Cerrada"}
    archive = f"{INDEX}{words.in_ecuador(clock.end).year}/"
    assert texts(read(visitor, archive), ".call-row .tag.now") == ["Cerrada"]
    assert texts(read(visitor, f"{INDEX}tipo/vacante/"), ".call-row__title") == ["Otro"]


def test_one_that_is_announced_opens_by_itself(visitor, clock):
    allow_hosts(HOST)
    add_call(opens_at=clock.end, closes_at=clock.now + 9 * DAY, apply_url=LINK)
    soup = read(visitor, CALL)
    assert texts(soup, ".call-kind .tag.now") == ["Aún no abre"]
    assert not soup.select("main a.button")
    assert texts(soup, ".call-moment")[0].startswith("Abre el ")
    assert "Cargo" not in text_of(read(visitor, "/es/").main)
    for address in ("/es/", INDEX, CALL):
        assert kept_for(visitor.get(address)) == HOUR, address
    clock.now = clock.end
    assert read(visitor, CALL).select(f'main a.button[href="{LINK}"]')
    assert "Cargo" in text_of(read(visitor, "/es/").main)


@pytest.mark.parametrize(
    ("closes", "said", "kept"),
    [
        ((12, 3, 17), "quedan 2 días", 12),
        ((12, 2, 17), "cierra mañana a las 17:00", 12),
        ((12, 1, 23), "cierra hoy a las 23:00", 11),
        ((12, 2, 1), "cierra mañana a la 01:00", 12),
        ((12, 2, 0), "cierra mañana a las 00:00", 12),
    ],
)
def test_what_counts_days_is_right_until_midnight_in_ecuador(visitor, clock, closes, said, kept):
    clock.now = datetime(2026, 12, 1, 17, tzinfo=UTC)  # noon in Ecuador
    month, day, hour = closes
    add_call(closes_at=datetime(2026, month, day, hour, tzinfo=timezone.get_default_timezone()))
    answer = visitor.get(INDEX)
    assert said in text_of(read(visitor, INDEX).select_one(".call-rows"))
    assert kept_for(answer) == kept * HOUR


def test_one_o_clock_is_said_in_the_singular(visitor, clock):
    clock.now = datetime(2026, 12, 1, 5, 30, tzinfo=UTC)  # half past midnight in Ecuador
    add_call(closes_at=datetime(2026, 12, 1, 6, tzinfo=UTC))
    assert "hasta la 01:00" in text_of(read(visitor, CALL).select_one(".call-day"))


def test_the_rule_of_the_last_day_is_drawn_again_each_hour(visitor, clock):
    clock.now = datetime(2026, 12, 1, 17, 40, tzinfo=UTC)
    add_call(closes_at=clock.now + timedelta(hours=5))
    answer = visitor.get(CALL)
    assert "ahora" in answer.text
    assert "Hoy" in texts(read(visitor, CALL), ".call-day__number")
    assert kept_for(answer) == 20 * 60


def test_the_front_page_shows_the_three_that_close_first_or_nothing(visitor, clock):
    call_index()
    assert not read(visitor, "/es/").select("#convocatorias")
    for number in range(4, 0, -1):
        add_call(f"Cargo {number}", clock.now + number * DAY)
    section = read(visitor, "/es/").select_one("section:has(#convocatorias)")
    assert texts(section, ".page-list__link") == ["Cargo 1", "Cargo 2", "Cargo 3"]
    assert texts(section, ".as-data a") == ["Ver las 4 abiertas"]
    assert texts(read(visitor, INDEX), ".call-row__title") == [f"Cargo {n}" for n in range(1, 5)]


def test_its_files_are_those_that_visitors_may_read_at_the_same_cost(visitor, clock):
    call = add_call()
    inside = Collection.objects.get().add_child(name="Dentro")
    CollectionViewRestriction.objects.create(collection=inside, restriction_type="login")
    call.files = [
        CallFile(document=add_document("Términos"), document_language="es"),
        CallFile(document=add_document("Interno", collection=inside)),
        CallFile(document=None),
    ]
    publish_page(call)
    files = ".call-aside .link-list li"
    assert texts(read(visitor, CALL), files) == ["Términos PDF, 15 bytes, Español"]
    with CaptureQueriesContext(connection) as few:
        visitor.get(CALL)
    call.files.add(*(CallFile(document=add_document(f"Anexo {n}")) for n in range(5)))
    publish_page(call)
    assert len(texts(read(visitor, CALL), files)) == 6
    with CaptureQueriesContext(connection) as many:
        visitor.get(CALL)
    assert len(many) == len(few)


def test_a_word_of_a_file_leads_to_the_file_on_the_page_of_the_call(visitor, content):
    call, document = add_call(), add_document("Términos")
    call.files = [CallFile(document=document), CallFile(document=add_document("Anexo"))]
    publish_page(call)
    text = {"state": PdfReading.State.READ, "text": "Se pide hablar kichwa"}
    PdfReading.objects.create(document=document, file_name=document.file.name, **text)
    assert found(visitor, "kichwa") == [f"Cargo {CALL}#archivo-{document.pk}"]
    assert "Términos" in text_of(read(visitor, CALL).find(id=f"archivo-{document.pk}"))
    document.delete()
    assert found(visitor, "kichwa") == []


def test_a_closed_call_is_beside_no_other_page(visitor, clock):
    add_call(closes_at=clock.end)
    add_call("Otro", clock.now + 3 * DAY)
    other = f"{INDEX}otro/"
    assert texts(read(visitor, other), ".related a") == ["Cargo"]
    assert kept_for(visitor.get(other)) == HOUR
    clock.now = clock.end
    assert not read(visitor, other).select(".related")


def test_a_vacancy_is_told_to_search_engines_for_jobs_and_nothing_is_invented(visitor, clock):
    closes_at = datetime(2027, 1, 1, 4, 59, tzinfo=UTC)
    add_call(closes_at=closes_at)
    told = posting(read(visitor, CALL))
    assert told["title"] == "Cargo"
    assert told["description"] == "<p>Quien postula sabe contar.</p>"
    assert told["validThrough"] == "2026-12-31T23:59:00-05:00"
    assert told["hiringOrganization"]["@id"].endswith("#organization")
    assert told["jobLocation"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Quito",
        "addressRegion": "Pichincha",
        "addressCountry": "EC",
    }
    assert told["identifier"]["value"] == "EC-Cargo"
    assert told["datePosted"] == timezone.localdate(CallPage.objects.get().begins_at).isoformat()
    for slug, fields in {
        "compra": {"type": "licitacion"},
        "estudio": {"type": "consultoria"},
        "sin-lugar": {"place_es": "", "province": ""},
        "sin-texto": {"text_es": ""},
        "vacio": {"text_es": "<p></p>"},
    }.items():
        add_call(slug, closes_at, **fields)
        assert not posting(read(visitor, f"{INDEX}{slug}/")), slug


def test_the_page_on_false_offers_is_beside_each_call_once_it_is_public(visitor, clock):
    add_call()
    assert "ofertas-falsas" not in visitor.get(CALL).text
    accountability = add_page(model=AccountabilityPage, title="Quejas", abuse_es="<p>Reglas</p>")
    assert "ofertas-falsas" not in visitor.get(CALL).text, "nothing is written of them"
    accountability.false_offers_es = "<p>Nadie cobra.</p>"
    publish_page(accountability)
    for address in (CALL, INDEX):
        link = read(visitor, address).main.find("a", href="/es/quejas/#ofertas-falsas")
        assert text_of(link) == "¿Es verdadera una oferta?", address


def test_the_next_call_is_made_after_one_without_what_belongs_to_it(clock):
    allow_hosts(HOST)
    call = add_call(apply_url=LINK, opens_at=clock.now - DAY)
    call.files.create()
    publish_page(call)
    editor = signed_in(person(EDITOR))
    editor.post(reverse("use_as_pattern", args=[call.pk]), {"title": "Cargo 2"})
    draft = BasePage.objects.latest("pk").specific.get_latest_revision_as_object()
    assert (draft.title, draft.live) == ("Cargo 2", False)
    assert (draft.type, draft.province, draft.text_es) == (call.type, "EC-P", call.text_es)
    own = (draft.opens_at, draft.closes_at, draft.reference, draft.apply_url)
    assert own == (None, None, "", "")
    assert not draft.files.all()


def test_staff_are_told_that_a_call_is_published_closed_and_keep_a_draft_that_is_wrong(clock):
    publisher = signed_in(person(PUBLISHER))
    add = reverse("wagtailadmin_pages:add", args=["calls", "callpage", call_index().pk])
    assert add in publisher.get("/admin/").text
    form = form_of(publisher, add) | {"title": "Cargo", "slug": "cargo"}
    wrong = form | {"opens_at": "2026-12-03T08:00", "closes_at": "2026-12-02T08:00"}
    assert "Cierra antes de abrir" in publisher.post(add, wrong | PUBLISH).text
    assert not CallPage.objects.exists()
    assert publisher.post(add, wrong).status_code == 302, "a draft may be wrong"
    call = CallPage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[call.pk])
    form = form_of(publisher, edit)
    assert form["closes_at"] == "2026-12-02T08:00"
    answer = publisher.post(edit, form | PUBLISH)
    assert "Cierra antes de abrir" in answer.text
    empty = publisher.post(edit, form | {"closes_at": "", "opens_at": ""} | PUBLISH)
    assert empty.status_code == 200
    for year, said in (("2199", "revise el año"), ("1999", "Revise el año")):
        late = form | {"opens_at": "", "closes_at": f"{year}-12-02T08:00"} | PUBLISH
        assert said in publisher.post(edit, late).text, year
    past = form | {"opens_at": "", "closes_at": "2026-01-02T08:00"}
    answer = publisher.post(edit, past | PUBLISH, follow=True)
    assert "es una convocatoria cerrada" in answer.text
    call.refresh_from_db()
    assert not call.live, "its author alone has read it"


def test_whoever_reads_a_call_is_told_that_it_is_closed_and_its_list_not_public(clock):
    publisher, index = signed_in(person(PUBLISHER)), CallIndexPage.objects.get()
    assert not index.live
    call = add_page(index, "Cargo", model=CallPage, live=False, closes_at=clock.now - DAY)
    call.save_revision(user=person(EDITOR, "eva@example.org"))
    desk = read(publisher, reverse("review_read", args=[call.pk])).select_one(".desk__consequences")
    assert "es una convocatoria cerrada" in desk.text
    assert "Está bajo «Convocatorias», que no es pública" in desk.text
    publish_page(call)
    for is_hidden in (True, False):
        report = publisher.get(reverse("before_publishing")).text
        assert ("«Convocatorias» no es pública" in report) == is_hidden
        publish_page(index)


@pytest.mark.parametrize("number", [60, pytest.param(1_000, marks=pytest.mark.full)])
def test_many_calls_cost_no_more_queries_than_one(visitor, clock, number):
    add_call()
    below = ("", "cargo/", "convocatorias.xml", "provincia/ec-p/")
    addresses = (*(f"{INDEX}{name}" for name in below), "/es/", "/datos/convocatorias.json")

    def asked() -> list[int]:
        found = []
        for address in addresses:
            visitor.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert visitor.get(address).status_code == 200, address
            found.append(len(captured))
        return found

    before = asked()
    for count, closes_at in ((number, clock.now - DAY), (30, clock.now + DAY)):
        add_many(call_index(), CallPage, count, closes_at=closes_at)
    assert asked() == before


@pytest.mark.parametrize("language", ["es", "en"])
def test_words_of_time_are_those_of_each_language(language, clock):
    moment = datetime(2026, 12, 11, 22, tzinfo=UTC)
    said = {
        "es": "viernes 11 de diciembre de 2026, a las 17:00",
        "en": "Friday 11 December 2026, at 17:00",
    }
    with override(language):
        assert words.moment_in_words(moment) == said[language]


def test_a_call_without_a_closing_is_never_public(clock):
    with pytest.raises(ValidationError) as refused:
        add_page(call_index(), "Sin cierre", model=CallPage)
    assert refused.value.message_dict["closes_at"] == ["Diga cuándo cierra."]
    draft = add_page(call_index(), "Sin cierre", model=CallPage, live=False)
    with pytest.raises(ValidationError):
        publish_page(draft)
