"""What the server tells the browser that keeps copies of unsaved text: saved, ended, signed out."""

import pytest
from bs4 import Tag
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from history.models import Theme
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR
from oim_portal.admin.editing.unsaved_text import FIELD
from pages.models import ContentPage

from .edit_forms import form_of
from .factories import add_page, publish_page
from .html import page as read
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


def arrived(browser: Client, copy: str = COPY) -> list[str]:
    """Ask, as a browser that still has a copy does, whether its text has arrived."""
    return browser.get(reverse("session"), {"copy": copy}, headers=JSON).json()["arrived"]


def send(browser: Client, address: str, **fields: str):
    return browser.post(address, form_of(browser, address) | {FIELD: COPY} | fields)


def test_a_saved_page_confirms_the_copy_that_its_form_names_and_no_other(editor, page):
    assert arrived(editor) == []
    send(editor, edit_url(page), lead_es="Otro")
    assert arrived(editor) == [COPY]
    assert arrived(editor, COPY[::-1]) == []
    for wrong in ("", "x; path=/", "' OR 1=1"):
        send(editor, edit_url(page), **{FIELD: wrong})
        assert arrived(editor, wrong) == []


def test_a_copy_is_confirmed_to_its_own_person_alone(editor, page):
    send(editor, edit_url(page), lead_es="Otro")
    assert arrived(signed_in(person(EDITOR, "eva@example.org"))) == []


def test_an_autosave_names_the_copy_that_it_saved(editor, page):
    form = form_of(editor, edit_url(page)) | {FIELD: COPY, "lead_es": "Solo"}
    answer = editor.post(edit_url(page), form, headers=JSON).json()
    assert answer[FIELD] == COPY
    assert answer["revision_created_at"]
    again = form | {FIELD: COPY[::-1], "lead_es": "Tarde"}  # of a version that is no longer there
    answer = editor.post(edit_url(page), again, headers=JSON)
    assert (answer.status_code, FIELD in answer.json()) == (400, False)
    assert arrived(editor, COPY[::-1]) == []


@pytest.mark.parametrize("button", [{}, {"action-submit": "1"}, {"action-publish": "1"}])
def test_it_arrives_by_every_button_also_without_the_right_to_publish(editor, page, button):
    send(editor, edit_url(page), lead_es="Otro", **button)
    assert arrived(editor) == [COPY]


def test_settings_snippets_and_what_is_kept_beside_a_newer_text_are_confirmed(content, page):
    administrator = signed_in(person(ADMINISTRATOR))
    site = Site.objects.get().pk
    theme = Theme.objects.first().pk
    addresses = (
        reverse("wagtailsettings:edit", args=["pages", "portalsettings", site]),
        reverse("wagtailsnippets_history_theme:edit", args=[theme]),
    )
    for number, address in enumerate(addresses):
        copy = f"{number:032x}"
        send(administrator, address, **{FIELD: copy})
        assert arrived(administrator, copy), address

    late = form_of(administrator, edit_url(page)) | {FIELD: COPY, "lead_es": "Tarde"}
    send(administrator, edit_url(page), lead_es="Antes", **{FIELD: ""})
    assert "/conflicto/" in administrator.post(edit_url(page), late).url
    assert arrived(administrator)


def test_what_was_refused_is_not_confirmed_whatever_else_succeeds(editor, page):
    send(editor, edit_url(page), title="")
    assert arrived(editor) == []

    send(editor, edit_url(page), **{"action-submit": "1", FIELD: ""})
    cancel = {"lead_es": "En revisión", "action-cancel-workflow": "1"}
    assert send(editor, edit_url(page), **cancel).status_code == 302
    assert arrived(editor) == []
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().lead_es == "Al comienzo"

    form = form_of(editor, edit_url(page)) | {FIELD: COPY}
    user = User.objects.get()
    user.groups.clear()
    editor.post(edit_url(page), form)
    user.groups.set([Group.objects.get(name=EDITOR)])
    assert arrived(signed_in(user)) == []


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


def line_of(browser: Client, address: str) -> Tag | None:
    """Return the line of a form that says where its text is."""
    return read(browser, address).select_one("#saved-state")


def test_only_the_form_of_something_new_says_that_nothing_of_it_is_in_the_portal(editor, page):
    home = page.get_parent()
    new = reverse("wagtailadmin_pages:add", args=["pages", "contentpage", home.pk])
    assert "data-new" in line_of(editor, new).attrs
    assert "data-new" in line_of(editor, reverse("wagtailsnippets_history_theme:add")).attrs
    assert "data-new" not in line_of(editor, edit_url(page)).attrs
    assert "data-new" not in line_of(editor, reverse("wagtailadmin_account")).attrs


def test_a_form_that_only_leads_on_says_nothing_of_a_text(editor):
    address = reverse("wagtailadmin_pages:choose_parent", args=["pages", "contentpage"])
    assert line_of(editor, address) is None
