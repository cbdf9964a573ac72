"""What each answer lets a cache do (docs/decisions/0015), and that all get the same bytes."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from oim_portal.web.cache_control import FRESH, STALE_IN_BROWSERS, WEEK
from pages.models import BasePage, HomeMoment, HomePage, PortalSettings
from pages.models.publishing_guard import publishing_reason

from .factories import add_page, make_private, publish_page

pytestmark = pytest.mark.django_db

REFRESH = {"X-Portal-Refresh": "1"}
# One page of each type; all of them together are asked for by test_headers.py.
PAGES = [
    "/es/",
    "/es/quienes-somos/",
    "/es/quienes-somos/mision/",
    "/es/quienes-somos/valores/",
    "/en/quienes-somos/historia/",
    "/en/quienes-somos/historia/1974-retorno/",
    "/es/programas/",
    "/en/programas/reasentamiento-desde-america-latina/",
    "/es/programas/migracion-y-desarrollo/",
    "/es/contenido/",
]
BESIDE = ["/es/novedades.xml", "/en/datos/", "/sitemap.xml", "/robots.txt"]


@pytest.fixture(autouse=True)
def cache_in_front(settings, content):
    settings.PORTAL_CACHE_URL = "http://127.0.0.1:1"
    add_page(title="Contenido")


def lifetimes(answer) -> dict[str, int]:
    """Return the numbers of a `Cache-Control` that everybody may keep."""
    assert answer["Cache-Control"].startswith("public, max-age=0, s-maxage=")
    found = re.findall(r"([a-z-]+)=(\d+)", answer["Cache-Control"])
    return {name: int(number) for name, number in found}


@pytest.mark.parametrize("address", PAGES + BESIDE)
def test_what_is_public_may_be_stored_and_asked_for_by_its_etag(visitor, address):
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert lifetimes(answer) == {
        "max-age": 0,
        "s-maxage": FRESH,
        "stale-while-revalidate": WEEK - FRESH,
        "stale-if-error": WEEK - FRESH,
    }
    assert not answer.cookies
    assert not {"Cookie", "Accept-Language"} & set(answer.get("Vary", "").split(", "))
    assert "csrf" not in answer.content.decode().lower()
    again = visitor.get(address, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == answer["Cache-Control"]
    assert again["ETag"] == answer["ETag"]


def test_the_etag_changes_with_the_page(visitor):
    before = visitor.get("/es/")["ETag"]
    home = HomePage.objects.get()
    home.lead_es = "Otra"
    publish_page(home)
    answer = visitor.get("/es/", headers={"if-none-match": before})
    assert answer.status_code == 200
    assert answer["ETag"] != before


@pytest.mark.parametrize("address", PAGES)
def test_staff_get_the_bytes_that_visitors_get_and_nobody_stores_them(
    visitor, admin_client, address
):
    admin_client.get("/admin/")
    answer = admin_client.get(address, headers={"host": "localhost"})
    assert answer.content == visitor.get(address).content
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies


def test_without_a_cache_of_ours_browsers_are_told_a_short_time(settings, visitor):
    settings.PORTAL_CACHE_URL = ""
    found = lifetimes(visitor.get("/es/"))
    assert found["stale-while-revalidate"] == STALE_IN_BROWSERS - FRESH
    assert found["stale-if-error"] == WEEK - FRESH


@pytest.mark.parametrize(("preferred", "language"), [("en", "en"), ("es", "es"), ("qu", "es")])
def test_the_choice_of_a_language_is_stored_by_nobody(visitor, preferred, language):
    answer = visitor.get("/", headers={"accept-language": preferred})
    assert answer["Location"] == f"/{language}/"
    assert answer["Cache-Control"] == "private, no-store"
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("address", PAGES + BESIDE + ["/es/nada/"])
def test_an_address_with_a_query_is_asked_for_each_time(visitor, address):
    """There are more of them than a cache could purge: none is kept for an outage."""
    assert visitor.get(f"{address}?utm_source=x")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "address",
    [
        *("/en/quienes-somos/historia/?decada=1960", "/es/buscar/?q=retorno", "/?x=1"),
        *("/es/programas/?estado=activo", "/es/datos/hechos.csv?x=1", "/es/?pagina=x"),
    ],
)
def test_no_answer_to_a_query_may_be_stored(visitor, address):
    said = visitor.get(address)["Cache-Control"]
    assert "stale" not in said
    assert "s-maxage" not in said


def test_what_is_not_there_takes_the_place_of_what_was_but_never_lasts(visitor):
    Redirect.objects.create(old_path="/es/antigua", redirect_link="/es/", is_permanent=True)
    for address in ("/es/nada/", "/es/antigua/"):
        answer = visitor.get(address)
        assert answer.status_code in (301, 404)
        assert answer["Cache-Control"] == f"public, max-age=0, s-maxage={FRESH}"


@pytest.mark.parametrize(("kind", "fields"), [("login", {}), ("password", {"password": "palabra"})])
def test_a_private_page_is_for_one_person_and_leaves_no_copy(visitor, kind, fields):
    page = BasePage.objects.get(slug="mision")
    PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)
    address = page.url_in("es")
    assert {"private", "no-store"} <= set(visitor.get(address)["Cache-Control"].split(", "))
    # What the cache fetches after a purge has to be storable, or the old copy would stay.
    refreshed = Client(headers={"host": "localhost"}).get(address, headers=REFRESH)
    assert refreshed.status_code == 404
    assert refreshed.content == b""
    assert refreshed["Cache-Control"] == "public, max-age=0, s-maxage=1"
    assert not refreshed.cookies


@pytest.mark.parametrize("address", ["/es/", "/es/nada/"])
def test_a_refresh_is_answered_as_everybody_is(visitor, address):
    plain, refreshed = visitor.get(address), visitor.get(address, headers=REFRESH)
    assert refreshed.content == plain.content
    assert refreshed["Cache-Control"] == plain["Cache-Control"]


def test_the_admin_and_the_door_are_stored_by_nobody(visitor, admin_client):
    for answer in (admin_client.get("/admin/"), visitor.get("/cuenta/entrar/")):
        assert answer.status_code == 200
        assert "private" in answer["Cache-Control"]
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("minutes", [5, 60])
def test_nothing_is_kept_past_the_end_of_what_it_shows(visitor, minutes):
    end = timezone.now() + timedelta(minutes=minutes)
    page = add_page(title="Pasajera", expire_at=end, show_in_menus=False)
    with publishing_reason("test"):
        HomeMoment.objects.create(page=HomePage.objects.get(), shown=page)
    for address in ("/es/pasajera/", "/es/"):
        found = lifetimes(visitor.get(address))
        for name in ("stale-while-revalidate", "stale-if-error"):
            assert minutes * 60 - 60 < found["s-maxage"] + found[name] <= minutes * 60
    # It is in no menu, and no part of this page.
    assert lifetimes(visitor.get("/es/quienes-somos/mision/"))["stale-if-error"] == WEEK - FRESH


@pytest.mark.parametrize("moment", ["alert_from", "alert_until"])
def test_nothing_is_kept_past_the_start_or_the_end_of_the_alert(visitor, moment):
    soon = {moment: timezone.now() + timedelta(seconds=90)}
    PortalSettings.objects.create(site=Site.objects.get(), alert_es="<p>Hoy</p>", **soon)
    found = lifetimes(visitor.get("/es/"))
    assert found["s-maxage"] + found["stale-while-revalidate"] <= 90


def test_what_has_expired_shortens_nothing(visitor):
    page = add_page(title="Pasada", expire_at=timezone.now() - timedelta(minutes=5))
    with publishing_reason("test"):
        HomeMoment.objects.create(page=HomePage.objects.get(), shown=page)
    assert lifetimes(visitor.get("/es/"))["s-maxage"] == FRESH


def test_a_private_page_in_the_menu_changes_nothing_for_others(visitor):
    make_private(BasePage.objects.get(slug="mision"))
    assert lifetimes(visitor.get("/es/"))["s-maxage"] == FRESH


def test_a_session_that_nobody_knows_is_no_reason_to_store(visitor):
    visitor.cookies[django_settings.SESSION_COOKIE_NAME] = "made-up"
    assert visitor.get("/es/")["Cache-Control"] == "private, no-store"
