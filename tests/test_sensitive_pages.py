"""A sensitive page: its way out, what browsers and others are told, and where it is not shown."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Site

from history.models import HistoryEventPage, HistoryPage
from oim_portal.accounts.roles import ADMINISTRATOR
from oim_portal.publishing.digest import digest_of
from pages.models import BasePage, ContentPage, PortalSettings, SectionPage
from pages.models.settings import NEUTRAL_PAGE
from pages.sitemaps import PageSitemap

from .edit_forms import form_of
from .factories import add_page, make_private, publish_page
from .html import page as read, text_of, texts
from .kinds.models import NoticeIndexPage, NoticePage
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

LEAD = "De esto no debe quedar rastro"
ADDRESS = "/es/apoyo/"


@pytest.fixture
def sensitive(content) -> ContentPage:
    page = add_page(title="Apoyo", display_title_en="Support", lead_es=LEAD, sensitive=True)
    publish_page(page)
    return page


def set_neutral_page(url: str) -> None:
    PortalSettings.objects.create(site=Site.objects.get(), neutral_page=url)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ["Salir de esta página", "También con Mayúsculas, tres veces", "Borrar historial"]),
        ("en", ["Leave this page", "Or press Shift three times", "Clear history"]),
    ],
)
def test_the_way_out_stands_before_all_but_the_skip_link(sensitive, visitor, language, words):
    soup = read(visitor, f"/{language}/apoyo/")
    skip_link, region = soup.body.find_all(recursive=False)[:2]
    assert skip_link["class"] == ["skip-link"]
    assert (region["role"], region["class"]) == ("region", ["exit", "now"])
    assert region["aria-label"]
    assert [text_of(part) for part in region.p.find_all(True)] == words
    link, hint, traces = region.p.find_all(True)
    assert link["href"] == NEUTRAL_PAGE
    assert "noreferrer" in link["rel"]
    assert hint.has_attr("hidden")  # without the script Shift does nothing
    explained = soup.select_one(traces["href"])
    assert len(explained.find_all("p")) == 3  # one of them for browsers without the script


def test_it_holds_for_all_pages_below_and_no_others(content, visitor):
    section = SectionPage.objects.get()
    assert not read(visitor, "/es/quienes-somos/mision/").select(".exit, #huellas")
    section.sensitive = True
    publish_page(section)
    for below in ("", "mision/", "historia/1974-retorno/"):
        assert read(visitor, f"/es/quienes-somos/{below}").select(".exit, #huellas"), below
    for other in ("", "programas/"):
        assert not read(visitor, f"/es/{other}").select(".exit, #huellas"), other
    assert not visitor.get("/es/nada/").text.count("exit")


def test_a_draft_changes_nothing_and_its_preview_shows_the_way_out(content, visitor):
    page = add_page(title="Apoyo")
    before = digest_of(page)
    page.sensitive = True
    page.save_revision()
    assert "exit" not in visitor.get(ADDRESS).text
    shown = page.make_preview_request(preview_mode="es").text
    assert "Salir de esta página" in shown
    assert "way-out.js" not in shown
    # It is no text: its publication waits for no reader.
    assert digest_of(page) == before


def test_it_leads_where_staff_say(sensitive, visitor):
    set_neutral_page("https://example.org/tiempo")
    link = read(visitor, ADDRESS).select_one("#salir")
    assert link["href"] == "https://example.org/tiempo"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("http://example.org/", "https://"),
        ("javascript:alert(1)", "https://"),
        ("https://localhost/es/", "el propio portal"),
    ],
)
def test_a_neutral_page_that_is_none_is_refused_with_a_sentence(content, wrong, said):
    administrator = signed_in(person(ADMINISTRATOR))
    url = reverse("wagtailsettings:edit", args=["pages", "portalsettings"])
    address = administrator.get(url, follow=True).redirect_chain[-1][0]
    answer = administrator.post(address, form_of(administrator, address) | {"neutral_page": wrong})
    assert said in answer.text
    assert not PortalSettings.objects.exclude(neutral_page="").exists()


def test_no_browser_keeps_it_while_a_cache_of_ours_does(sensitive, visitor, settings):
    settings.PORTAL_CACHE_URL = "http://127.0.0.1:1"
    plain, answer = visitor.get("/es/"), visitor.get(ADDRESS)
    # nginx tells browsers `no-store` instead: tests/operations/test_installed_nginx.py.
    assert answer["Cache-Control"] == f"{plain['Cache-Control']}, sensitive"
    assert visitor.get(f"{ADDRESS}?x=1")["Cache-Control"] == "no-store"
    refreshed = visitor.get(ADDRESS, headers={"X-Portal-Refresh": "1"})
    assert refreshed["Cache-Control"] == answer["Cache-Control"]
    assert refreshed.content == answer.content
    settings.PORTAL_CACHE_URL = ""
    answer = visitor.get(ADDRESS)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.has_header("ETag")
    assert visitor.get("/es/")["Referrer-Policy"] != "no-referrer"


def test_staff_and_readers_of_private_pages_keep_it_to_themselves(sensitive, visitor, settings):
    settings.PORTAL_CACHE_URL = "http://127.0.0.1:1"
    somebody = signed_in(person(ADMINISTRATOR))
    for _time in range(2):
        answer = somebody.get(ADDRESS)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
        assert answer["Referrer-Policy"] == "no-referrer"
        make_private(sensitive)
    assert "no-store" in visitor.get(ADDRESS)["Cache-Control"]


@pytest.mark.parametrize("address", [ADDRESS, "/en/apoyo/"])
def test_a_shared_link_tells_only_the_name_of_the_portal(sensitive, visitor, address):
    soup = read(visitor, address)
    head = soup.head
    assert text_of(head.title).startswith(("Apoyo – ", "Support – "))
    head.title.extract()
    for own in (LEAD, "Apoyo", "Support"):
        assert own not in str(head)
    told = {each["property"]: each["content"] for each in head.select("meta[property]")}
    assert told["og:title"] == told["og:site_name"]
    assert not {"og:description", "og:image"} & set(told)
    assert not head.select('meta[name="description"]')
    graph = json.loads(head.select_one('[type="application/ld+json"]').string)["@graph"]
    assert [node["@type"] for node in graph] == ["Organization", "WebSite"]


def test_a_sensitive_event_offers_nothing_to_share_it_by(content, visitor):
    address = "/es/quienes-somos/historia/1974-retorno/"
    assert read(visitor, address).select(".sharing")
    BasePage.objects.filter(pk=HistoryPage.objects.get().pk).update(sensitive=True)
    soup = read(visitor, address)
    assert not soup.select(".sharing")
    assert soup.select(".exit")


def test_no_feed_holds_it(sensitive, visitor):
    index = add_page(title="Avisos", model=NoticeIndexPage)
    for title in ("Llano", "Delicado"):
        page = add_page(index, title, model=NoticePage, sensitive=title == "Delicado")
        publish_page(page)
    news, notices = "/es/novedades.xml", "/es/avisos/avisos.xml"
    assert ADDRESS not in visitor.get(news).text
    for feed in (news, notices):
        assert "/es/avisos/llano/" in visitor.get(feed).text
        assert "delicado" not in visitor.get(feed).text
    index.sensitive = True
    publish_page(index)
    for feed in (news, notices):
        assert "llano" not in visitor.get(feed).text


def test_who_needs_it_finds_it(sensitive, visitor):
    assert "Apoyo" in texts(read(visitor, "/es/buscar/?q=apoyo"), ".results__name")
    assert sensitive.pk in {page.pk for page in PageSitemap().items()}
    assert read(visitor, "/es/programas/").select(f'.site-header a[href="{ADDRESS}"]')


def test_a_type_may_begin_with_it(monkeypatch):
    monkeypatch.setattr(HistoryEventPage, "sensitive_default", True)
    assert HistoryEventPage().sensitive
    assert not HistoryEventPage(sensitive=False).sensitive
    assert not ContentPage().sensitive
