"""What the server tells the browser that keeps copies of unsaved text: saved, ended, signed out."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from history.models import Theme
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR
from oim_portal.admin.editing.receipts import FIELD
from pages.models import ContentPage

from .edit_forms import form_of
from .factories import add_page, publish_page
from .staff import person, signed_in

COPY = "0123456789abcdef" * 2
JSON = {"accept": "application/json"}


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(title="Una página", lead_es="Al comienzo")
    publish_page(page)
    return page


@pytest.fixture
def editor(content) -> Client:
    return signed_in(person(EDITOR))


def edit_url(page: ContentPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def receipts(answer) -> list[str]:
    return [name for name in answer.cookies if name.startswith("saved-text-")]


def send(browser: Client, address: str, **fields: str):
    return browser.post(address, form_of(browser, address) | {FIELD: COPY} | fields)


def test_a_saved_page_confirms_the_copy_that_its_form_names_and_no_other(editor, page):
    answer = send(editor, edit_url(page), lead_es="Otro")
    assert receipts(answer) == [f"saved-text-{COPY}"]
    assert answer.cookies[f"saved-text-{COPY}"]["path"] == "/admin/"
    assert receipts(send(editor, edit_url(page), **{FIELD: ""})) == []
    assert receipts(send(editor, edit_url(page), **{FIELD: "x; path=/"})) == []


def test_settings_snippets_and_what_is_kept_beside_a_newer_text_are_confirmed(content, page):
    administrator = signed_in(person(ADMINISTRATOR))
    site = Site.objects.get().pk
    theme = Theme.objects.first().pk
    for address in (
        reverse("wagtailsettings:edit", args=["pages", "portalsettings", site]),
        reverse("wagtailsnippets_history_theme:edit", args=[theme]),
    ):
        assert receipts(send(administrator, address)), address

    late = form_of(administrator, edit_url(page)) | {FIELD: COPY, "lead_es": "Tarde"}
    send(administrator, edit_url(page), lead_es="Antes")
    answer = administrator.post(edit_url(page), late)
    assert "/conflicto/" in answer.url
    assert receipts(answer)


def test_what_was_refused_is_not_confirmed_whatever_else_succeeds(editor, page):
    assert receipts(send(editor, edit_url(page), title="")) == []

    send(editor, edit_url(page), **{"action-submit": "1"})
    cancel = {"lead_es": "En revisión", "action-cancel-workflow": "1"}
    answer = send(editor, edit_url(page), **cancel)
    assert "success" in answer.content.decode()
    assert receipts(answer) == []
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().lead_es == "Al comienzo"

    form = form_of(editor, edit_url(page)) | {FIELD: COPY}
    User.objects.get().groups.clear()
    assert receipts(editor.post(edit_url(page), form)) == []


def test_a_session_that_ended_is_named_to_scripts_and_leads_people_to_the_sign_in(content, page):
    stranger = Client(headers={"host": "localhost"})
    answer = stranger.post(edit_url(page), {FIELD: COPY}, headers=JSON)
    assert (answer.status_code, answer.json()["error_code"]) == (403, "session_ended")
    assert "/cuenta/entrar/" in stranger.post(edit_url(page), {FIELD: COPY}).url


def test_a_session_without_its_second_factor_is_one_that_ended(editor, page, settings):
    settings.PORTAL_REQUIRE_MFA = True
    answer = editor.post(edit_url(page), {}, headers=JSON)
    assert (answer.status_code, answer.json()["error_code"]) == (403, "session_ended")


def test_scripts_learn_who_is_signed_in_and_get_a_token(editor):
    answer = editor.get(reverse("session"), headers=JSON).json()
    assert answer["person"] == str(User.objects.get().pk)
    assert answer["token"]


@pytest.mark.parametrize("way", ["account_logout", "wagtailadmin_logout", "sign_out_everywhere"])
def test_signing_out_names_the_person_to_the_sign_in_page(editor, way):
    answer = editor.post(reverse(way))
    cookie = answer.cookies["signed_out"]
    assert (cookie.value, cookie["path"]) == (str(User.objects.get().pk), "/cuenta/")
    assert "Clear-Site-Data" not in answer
