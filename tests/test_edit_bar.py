"""The bar of staff on public pages, and the cookie that asks for it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR
from oim_portal.admin.edit_bar.marker import MARKER
from pages.models import BasePage

from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission(content) -> BasePage:
    return BasePage.objects.get(slug="mision")


def bar_of(client: Client, mission: BasePage):
    """Ask for the bar as the script of the page does."""
    script = BeautifulSoup(client.get(mission.url_in("es")).content.decode(), "html.parser").find(
        "script", attrs={"data-bar": True}
    )
    return client.get(script["data-bar"])


def test_an_editor_is_led_to_the_page_in_the_editor(mission):
    answer = bar_of(signed_in(person(EDITOR)), mission)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    links = [link["href"] for link in BeautifulSoup(answer.content, "html.parser").select("a")]
    assert f"/admin/pages/{mission.pk}/edit/" in links
    assert "/admin/" in links


def test_a_visitor_gets_no_bar(mission, visitor):
    answer = bar_of(visitor, mission)
    assert answer.status_code == 204
    assert answer.content == b""


def test_a_person_without_a_role_gets_no_bar_and_no_cookie(mission):
    client = signed_in(User.objects.create_user("nadie@example.org", "a-long-one-for-tests-7"))
    assert bar_of(client, mission).status_code == 204
    assert MARKER not in client.cookies


def test_a_page_that_is_gone_has_no_bar(mission):
    assert signed_in(person(EDITOR)).get("/cuenta/barra/999999/").status_code == 204


def test_the_cookie_comes_with_the_admin_and_goes_with_the_session(mission):
    client = signed_in(person(EDITOR))
    client.get("/admin/")
    cookie = client.cookies[MARKER]
    assert cookie.value == "1"
    assert cookie["samesite"] == "Lax"
    assert not cookie["httponly"]  # a script reads it
    assert not cookie["max-age"]
    assert not client.get("/admin/").cookies.get(MARKER)

    client.post("/cuenta/salir/")
    assert client.cookies[MARKER].value == ""


def test_on_a_server_the_cookie_goes_over_tls_only(settings):
    settings.SESSION_COOKIE_SECURE = True
    client = signed_in(person(EDITOR))
    client.get("/admin/", secure=True)
    assert client.cookies[MARKER]["secure"]


def test_a_preview_and_an_error_page_ask_for_no_bar(mission, visitor):
    assert "data-bar" not in mission.make_preview_request(preview_mode="es").content.decode()
    assert "data-bar" not in visitor.get("/es/nada/").content.decode()
