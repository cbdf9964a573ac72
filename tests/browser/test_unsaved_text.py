"""A lost network, a session that ended and an error in a field cost no word that was typed."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR
from oim_portal.media.models import PortalImage
from pages.models import ContentPage
from tests.factories import add_page
from tests.pictures import encoded, scene

pytestmark = pytest.mark.django_db(transaction=True)

COPIES = "Object.keys(localStorage).filter((key) => key.startsWith('unsaved-text:')).length"


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(title="Una página", lead_es="Al comienzo")
    page.save_revision().publish()
    return page


def open_editor(person: Page, page: ContentPage) -> None:
    person.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    expect(person.locator("#id_lead_es")).to_be_visible()


def wait_for_copies(person: Page, count: int) -> None:
    person.wait_for_function(f"() => {COPIES} === {count}", timeout=60_000)


def save(person: Page) -> None:
    person.get_by_role("button", name=re.compile("Guardar borrador")).click()


def sign_in_again(person: Page, url: str) -> None:
    client = Client()
    client.force_login(User.objects.get(), backend="oim_portal.accounts.backend.PortalBackend")
    name = settings.SESSION_COOKIE_NAME
    person.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def draft(page: ContentPage) -> str:
    page.refresh_from_db()
    return page.get_latest_revision_as_object().lead_es


def test_what_was_typed_after_the_session_ended_is_offered_after_signing_in(
    staff, page, live_server
):
    person = staff(EDITOR)
    open_editor(person, page)
    Session.objects.all().delete()
    person.locator("#id_lead_es").fill("Tras el fin de la sesión")
    save(person)
    expect(person).to_have_url(re.compile("/cuenta/entrar/"))

    sign_in_again(person, live_server.url)
    open_editor(person, page)
    expect(person.locator("#id_lead_es")).to_have_value("Al comienzo")
    person.locator("[data-unsaved-text] [data-recover]").click()

    expect(person.locator(".messages .success")).to_be_visible()
    expect(person.locator("#id_lead_es")).to_have_value("Tras el fin de la sesión")
    assert draft(page) == "Tras el fin de la sesión"
    wait_for_copies(person, 0)


def test_without_network_a_copy_stays_until_it_is_saved_or_the_person_signs_out(staff, page):
    person = staff(EDITOR)
    context = person.context
    open_editor(person, page)
    context.set_offline(True)
    person.locator("#id_lead_es").fill("Sin red")
    wait_for_copies(person, 1)
    person.close()  # as a browser that crashes

    context.set_offline(False)
    person = context.new_page()
    open_editor(person, page)
    expect(person.locator("[data-unsaved-text] [data-recover]")).to_be_visible()
    assert draft(page) == "Al comienzo"

    person.goto("/cuenta/salir/")
    person.locator("form button[type=submit]").last.click()
    expect(person).to_have_url(re.compile("/cuenta/entrar/"))
    assert person.evaluate(COPIES) == 0


def test_an_error_in_a_field_leaves_all_words_in_the_form_and_a_copy_of_them(staff, page):
    person = staff(EDITOR)
    open_editor(person, page)
    person.locator("#id_lead_es").fill("Con un error en otro campo")
    person.locator("#id_title").fill("")
    save(person)

    expect(person.locator(".error-message").first).to_be_attached()
    expect(person.locator("#id_lead_es")).to_have_value("Con un error en otro campo")
    wait_for_copies(person, 1)
    expect(person.locator("[data-unsaved-text]")).to_have_count(0)

    person.locator("#id_title").fill("Una página")
    save(person)
    expect(person.locator(".messages .success")).to_be_visible()
    assert draft(page) == "Con un error en otro campo"
    wait_for_copies(person, 0)


def test_words_beside_an_uploaded_picture_outlast_the_end_of_the_session(
    staff, live_server, tmp_path
):
    file = tmp_path / "foto.png"
    file.write_bytes(encoded(scene(), "png"))
    person = staff(EDITOR)
    person.goto(reverse("wagtailimages:add_multiple"))
    person.set_input_files("input[type=file]", file)
    title = person.locator("#upload-list input[name$=title]")
    title.fill("Una feria en Quito")
    person.locator("#upload-list select[name$=consent]").select_option(index=1)
    Session.objects.all().delete()
    save = person.locator("#upload-list button[type=submit]")
    save.click()
    expect(person.locator(".messages .error")).to_be_visible()
    expect(title).to_have_value("Una feria en Quito")

    sign_in_again(person, live_server.url)
    save.click()
    expect(person.locator(".messages .success")).to_be_visible()
    assert PortalImage.objects.get().title == "Una feria en Quito"


def test_words_of_rich_text_that_are_saved_as_soon_as_they_are_typed_are_saved(staff, content):
    page = add_page(title="Una página")
    page.body_es = page.body_es.stream_block.normalize([("paragraph", "<p>Uno</p>")])
    page.save_revision().publish()
    person = staff(EDITOR)
    open_editor(person, page)
    text = person.locator("#tab-espanol [contenteditable=true]").last
    text.click()
    person.keyboard.press("Control+End")
    person.keyboard.type(" y dos")
    person.keyboard.press("Control+s")
    expect(person.locator(".messages .success")).to_be_visible()
    page.refresh_from_db()
    assert "Uno y dos" in page.get_latest_revision_as_object().body_es[0].value.source
