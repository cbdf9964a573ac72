"""A page type and its list, of which nothing is said but in their own declaration (tests/kinds)."""

import json
from datetime import timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from history.models import HistoryEventPage
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.frontend_cache.cached_urls import all_urls
from oim_portal.frontend_cache.receivers import thing_withdrawn
from oim_portal.frontend_cache.tasks import refresh_addresses, urls_of_tasks
from oim_portal.media.models import PortalImage
from oim_portal.publishing.models import ReadText
from oim_portal.trash.models import Deletion
from pages.contract import kinds, listings_of, page_types
from pages.models import BasePage
from pages.site_cache import site_cache

from .clock import HOUR, Clock
from .edit_forms import form_of
from .editorial_team import PUBLISH
from .factories import add_page, publish_page
from .html import page, texts
from .kinds.models import NoticeIndexPage, NoticePage
from .publishing_steps import press
from .recording_cache import recording_cache
from .staff import person, signed_in
from .test_ordinary_jobs import event_with_a_picture
from .test_site_cache_expiry import kept_for

pytestmark = pytest.mark.django_db
#: The list of the first notice, and the addresses below it that show it.
OF_FIRST = ("", "2026/", "clase/convocatoria/")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def notices(content) -> NoticeIndexPage:
    index = add_page(title="Avisos", model=NoticeIndexPage, display_title_en="Notices")
    for number in range(1, 6):
        notice = add_page(
            index,
            f"Aviso {number}",
            model=NoticePage,
            display_title_en=f"Notice {number}",
            text_es=f"<p>Trámite número {number}</p>",
            posted_on=f"2026-01-0{number}",
            stream="convocatoria" if number == 1 else "novedad",
        )
        publish_page(notice)
    return index


def test_all_page_types_are_known_without_a_list_of_them(content):
    assert {BasePage, HistoryEventPage, NoticePage, NoticeIndexPage} <= set(page_types())
    assert listings_of(NoticePage) == [NoticeIndexPage]
    assert kinds()["aviso"].plural == "Avisos"


def test_its_form_has_a_tab_for_each_language_and_one_press_leads_to_it(notices):
    editor = signed_in(person(EDITOR))
    url = reverse("wagtailadmin_pages:add", args=["kinds", "noticepage", notices.pk])
    assert url in editor.get("/admin/").text
    form = page(editor, url)
    for name in ("title", "display_title_en", "text_es", "text_en", "posted_on", "closes_at"):
        assert form.select(f'[name="{name}"]'), name
    notice = NoticePage.objects.first()
    edit = page(editor, reverse("wagtailadmin_pages:edit", args=[notice.pk]))
    assert edit.select(f'a[href="{reverse("guide_chapter", args=["formulario"])}"]')


def test_it_is_previewed_in_each_language(notices):
    notice = NoticePage.objects.first()
    assert [code for code, _name in notice.preview_modes] == ["es", "en"]
    for code, title in (("es", "Aviso 1"), ("en", "Notice 1")):
        response = notice.make_preview_request(preview_mode=code)
        assert "<h1" in response.text
        assert title in response.text


def test_readers_see_the_list_a_part_at_a_time_and_narrow_it(notices, visitor):
    assert texts(page(visitor, "/es/avisos/"), ".page-list__link") == [
        "Aviso 5",
        "Aviso 4",
        "Aviso 3",
    ]
    second = page(visitor, "/en/avisos/?pagina=2")
    assert texts(second, ".page-list__link") == ["Notice 2", "Notice 1"]
    assert second.select('.pagination a[rel="prev"][href="/en/avisos/"]')
    calls = page(visitor, "/es/avisos/clase/convocatoria/")
    assert texts(calls, ".page-list__link") == ["Aviso 1"]
    assert texts(calls, ".filters__option[aria-current]") == ["Convocatorias 1"]
    assert calls.title.get_text(strip=True).startswith("Avisos: Convocatorias")
    assert calls.select('link[rel="canonical"][href$="/es/avisos/clase/convocatoria/"]')
    assert calls.select('a[lang="en"][href="/en/avisos/clase/convocatoria/"]')
    year = page(visitor, "/en/avisos/2026/?pagina=2")
    assert texts(year, ".page-list__link") == ["Notice 2", "Notice 1"]
    assert year.select('.pagination a[rel="prev"][href="/en/avisos/2026/"]')
    assert "Trámite número 1" in visitor.get("/es/avisos/aviso-1/").text
    for path, status in (
        ("?pagina=3", 404),
        ("?pagina=x", 400),
        ("?pagina=0", 400),
        ("?otra=1", 200),
        ("2025/", 404),
        ("2026/?pagina=3", 404),
        ("2026/avisos.json", 200),
        ("2025/avisos.json", 404),
        ("clase/", 404),
        ("clase/nada/", 404),
        ("clase/convocatoria/2026/", 404),
        ("clase/convocatoria/avisos.xml", 200),
        ("aviso-1/2026/", 404),
        ("aviso-1/avisos.xml", 404),
    ):
        assert visitor.get(f"/es/avisos/{path}").status_code == status, path


def test_invented_addresses_below_a_list_are_not_kept_in_memory(notices, visitor):
    for number in range(5):
        answer = visitor.get(f"/es/avisos/clase/nada-{number}/")
        assert answer.status_code == 404
    kept = site_cache(answer.wsgi_request).values
    assert ("addresses", notices.pk, "es") in kept
    assert not any("nada" in str(key) for key in kept)


def test_an_empty_list_says_nothing_of_what_is_missing(content, visitor):
    add_page(title="Avisos", model=NoticeIndexPage)
    empty = page(visitor, "/es/avisos/")
    assert not empty.select(".page-list, .filters, .empty, .pagination")


def test_its_list_is_a_feed_in_each_language(notices, visitor):
    shown = page(visitor, "/es/avisos/")
    (link,) = shown.select('link[type="application/atom+xml"][href$="avisos.xml"]')
    assert link["href"] == "/es/avisos/avisos.xml"
    for code, title in (("es", "Aviso 5"), ("en", "Notice 5")):
        feed = ElementTree.fromstring(  # noqa: S314 (our own)
            visitor.get(f"/{code}/avisos/avisos.xml").content
        )
        entries = feed.findall(f"{ATOM}entry")
        assert entries[0].findtext(f"{ATOM}title") == title
        assert len(entries) == 5
        answer = visitor.get(f"/{code}/avisos/clase/convocatoria/avisos.json")
        assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
        told = json.loads(answer.content)
        assert told["home_page_url"].endswith(f"/{code}/avisos/clase/convocatoria/")
        (item,) = told["items"]
        assert item["url"].endswith(f"/{code}/avisos/aviso-1/")
        assert item["date_published"].endswith("+00:00")
    notices.slug = "boletin"
    publish_page(notices)
    answer = visitor.get("/en/avisos/avisos.xml")
    assert (answer.status_code, answer["Location"]) == (301, "/en/boletin/avisos.xml")
    for address in ("/es/boletin/otra.xml", "/es/nada/avisos.xml", "/es/quienes-somos/avisos.xml"):
        assert visitor.get(address).status_code == 404, address


def test_it_is_found_in_the_sitemap_and_by_the_search(notices, visitor):
    assert "/es/avisos/aviso-1/" in visitor.get("/sitemap.xml").text
    found = page(visitor, "/es/buscar/?q=trámite&tipo=aviso")
    assert "Aviso 1" in found.main.get_text()
    events = page(visitor, "/es/buscar/?q=trámite&tipo=hecho")
    assert "Aviso 1" not in events.main.get_text()


def test_search_engines_read_what_it_is(notices, visitor):
    data = page(visitor, "/es/avisos/aviso-1/").select_one('script[type="application/ld+json"]')
    (subject,) = [
        node for node in json.loads(data.string)["@graph"] if node["@type"] == "SpecialAnnouncement"
    ]
    assert subject["datePosted"] == "2026-01-01"
    assert subject["name"] == "Aviso 1"


def test_it_is_read_before_it_is_public_and_its_translation_has_a_state(notices, visitor):
    notice = NoticePage.objects.get(slug="aviso-1")
    url = reverse("wagtailadmin_pages:edit", args=[notice.pk])
    publisher = signed_in(person(PUBLISHER, "pablo@example.org"))
    publisher.post(url, form_of(publisher, url) | {"stream": "novedad"} | PUBLISH)
    assert NoticePage.objects.get(pk=notice.pk).stream == "convocatoria", "its own author"
    editor = signed_in(person(EDITOR))
    shown = editor.get(reverse("review_read", args=[notice.pk])).text
    assert "Novedades" in shown
    press(editor, reverse("review_read", args=[notice.pk]), "read")
    publisher.post(url, form_of(publisher, url) | PUBLISH)
    assert NoticePage.objects.get(pk=notice.pk).stream == "novedad"
    assert ReadText.objects.filter(page=notice.pk, kind="read", reader__email="ana@example.org")
    assert "Aviso 1" in publisher.get("/admin/reports/traducciones/?kind=noticepage").text


def test_its_list_and_its_feed_are_purged_with_it(
    notices, settings, django_capture_on_commit_callbacks
):
    notice = NoticePage.objects.get(slug="aviso-1")
    own = {f"/{code}/avisos/aviso-1/" for code in ("es", "en")}
    above = {f"/{code}/{tail}" for code in ("es", "en") for tail in ("", "avisos/")}
    lists = {f"/{code}/avisos/{tail}" for code in ("es", "en") for tail in OF_FIRST}
    feeds = {f"{path}avisos.{form}" for path in lists for form in ("xml", "json")}
    with recording_cache(settings) as cache:
        for action in (lambda: publish_page(notice), lambda: thing_withdrawn(None, notice)):
            cache.received.clear()
            with django_capture_on_commit_callbacks(execute=True):
                action()
            noted = DBTaskResult.objects.filter(task_path=refresh_addresses.module_path)
            told = {urlsplit(address).path for address in urls_of_tasks(noted)}
            assert told >= own | above | lists | feeds | {"/sitemap.xml", "/es/novedades.xml"}
            assert told >= {"/es/datos/", "/en/datos/"}
            noted.delete()
        notice.stream, notice.posted_on = "novedad", "2025-02-03"
        for action in (lambda: publish_page(notice), lambda: thing_withdrawn(None, notice)):
            with django_capture_on_commit_callbacks(execute=True):
                action()
            noted = DBTaskResult.objects.filter(task_path=refresh_addresses.module_path)
            told = {urlsplit(address).path for address in urls_of_tasks(noted)}
            assert told >= lists | feeds, "where it stood before"
            assert "/es/avisos/2025/avisos.json" in told
            noted.delete()
        assert lists - {f"/{code}/avisos/clase/convocatoria/" for code in ("es", "en")} <= {
            urlsplit(address).path for address in all_urls()
        }


def test_it_goes_to_the_trash_and_comes_back(notices, visitor):
    notice = NoticePage.objects.get(slug="aviso-1")
    publisher = signed_in(person(PUBLISHER, "pablo@example.org"))
    publisher.post(reverse("wagtailadmin_pages:delete", args=[notice.pk]))
    assert visitor.get("/es/avisos/aviso-1/").status_code == 404
    assert "Aviso 1" not in visitor.get("/es/avisos/?pagina=2").text
    publisher.post(reverse("trash_restore", args=[Deletion.objects.get().pk]))
    assert visitor.get("/es/avisos/aviso-1/").status_code == 200


@pytest.fixture
def clock(monkeypatch, settings) -> Clock:
    """Noon in Ecuador, with a cache in front that would keep pages for a week."""
    settings.PORTAL_CACHE_URL = "http://127.0.0.1:1"
    clock = Clock.at_noon()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


def test_all_that_shows_it_changes_at_its_moment_though_nothing_is_written(notices, visitor, clock):
    notice = NoticePage.objects.get(slug="aviso-5")
    notice.closes_at = clock.end
    publish_page(notice)
    shown = {
        "/es/avisos/aviso-5/": ("Quedan 0 días", "Cerrado"),
        "/es/avisos/": ("Aviso 5: abierto", "Aviso 5: cerrado"),
    }
    for address, (before, _after) in shown.items():
        answer = visitor.get(address)
        assert before in answer.text
        assert kept_for(answer) == HOUR, address
    for address in ("/es/avisos/avisos.xml", "/es/novedades.xml"):
        assert kept_for(visitor.get(address)) == HOUR, address

    clock.pass_the_end()

    for address, (_before, after) in shown.items():
        answer = visitor.get(address)
        assert after in answer.text
        assert kept_for(answer) > HOUR, address


def test_a_page_that_counts_days_is_kept_until_midnight_in_ecuador(notices, visitor, clock):
    notice = NoticePage.objects.get(slug="aviso-5")
    notice.closes_at = clock.now + timedelta(days=3)
    publish_page(notice)
    answer = visitor.get("/es/avisos/aviso-5/")
    assert "Quedan 3 días" in answer.text
    assert kept_for(answer) == 12 * HOUR, "noon in Ecuador is 17:00 UTC"
    clock.now += timedelta(seconds=12 * HOUR)
    assert "Quedan 2 días" in visitor.get("/es/avisos/aviso-5/").text


def test_a_page_changes_at_the_moment_of_a_picture_that_it_shows(
    content, visitor, clock, monkeypatch
):
    image, event = event_with_a_picture()
    PortalImage.objects.filter(pk=image.pk).update(created_at=clock.end)
    assert kept_for(visitor.get(event.url)) > HOUR
    monkeypatch.setattr(PortalImage, "changes_at", ("created_at",))
    assert kept_for(visitor.get(event.url)) == HOUR
