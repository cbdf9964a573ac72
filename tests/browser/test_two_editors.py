"""Two browsers on one page: autosave, plain save and publishing lose no word of either."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from pages.models import ContentPage

from ..factories import add_page, publish_page
from .admin import give_reason
from .saved_state import expect_state, line, open_form

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(title="Una página", lead_es="Al comienzo")
    publish_page(page)
    return page


def open_editor(person: Page, page: ContentPage) -> None:
    open_form(person, reverse("wagtailadmin_pages:edit", args=[page.pk]))


def autosaved(person: Page, text: str, state: str = "portal") -> None:
    """Type a text and wait until the browser knows how its autosave went."""
    person.locator("#id_lead_es").fill(text)
    expect_state(person, "saving")
    expect_state(person, state)


def save(person: Page) -> None:
    person.get_by_role("button", name=re.compile("Guardar borrador")).click()


def publish(person: Page) -> None:
    person.locator(".footer__container [data-w-dropdown-target='toggle']").click()
    person.get_by_role("button", name="Publicar", exact=True).click()


def texts(page: ContentPage) -> set[str]:
    return {revision.as_object().lead_es for revision in page.revisions.all()}


def draft(page: ContentPage) -> str:
    page.refresh_from_db()
    return page.get_latest_revision_as_object().lead_es


def test_neither_autosave_nor_save_nor_publishing_loses_a_word_of_two_people(staff, page):
    ana, luis = staff(EDITOR), staff(PUBLISHER)
    open_editor(ana, page)
    open_editor(luis, page)

    # Ana's autosave makes a version; Luis's is refused, and he is told before he saves.
    autosaved(ana, "De Ana")
    autosaved(luis, "De Luis", "newer")
    expect(luis.locator("[data-w-session-intercept-value=conflict]")).to_be_attached()
    expect(line(luis)).to_contain_text("no se pierde nada")
    assert draft(page) == "De Ana"

    # He publishes all the same: both texts are kept, and he chooses.
    publish(luis)
    question = luis.locator("#w-save-confirmation-dialog")
    expect(question).to_contain_text("el suyo y el de")
    expect(question).to_contain_text("no se pierde nada")
    question.locator("[data-w-dialog-target=confirm]").click()
    expect(luis).to_have_url(re.compile("/conflicto/"))
    expect(luis.locator("ins, .addition").filter(has_text="Luis").first).to_be_visible()
    assert draft(page) == "De Ana"
    assert texts(page) == {"Al comienzo", "De Ana", "De Luis"}
    luis.locator("button[value=mine]").click()
    expect(luis.locator("#id_lead_es")).to_have_value("De Luis")

    # Now Ana's editor is out of date: her next words are kept, and stay apart from his.
    save(ana)
    confirm = ana.locator("#w-save-confirmation-dialog [data-w-dialog-target=confirm]")
    expect(confirm.or_(ana.locator("button[value=theirs]")).locator("visible=true")).to_be_visible()
    if confirm.is_visible():
        confirm.click()
    expect(ana).to_have_url(re.compile("/conflicto/"))
    ana.locator("button[value=theirs]").click()
    expect(ana.locator("#id_lead_es")).to_have_value("De Luis")
    assert draft(page) == "De Luis"
    assert texts(page) == {"Al comienzo", "De Ana", "De Luis"}


@pytest.mark.full
def test_one_person_s_own_autosaves_never_meet_as_those_of_two(staff, page):
    luis = staff(PUBLISHER)
    open_editor(luis, page)
    autosaved(luis, "Uno")
    # Typed and saved at once, while an autosave is on its way or about to be.
    luis.locator("#id_lead_es").fill("Dos")
    save(luis)
    expect(luis.locator(".messages .success")).to_be_visible()
    expect(luis.locator("#id_lead_es")).to_have_value("Dos")
    luis.locator("#id_lead_es").fill("Tres")
    publish(luis)
    give_reason(luis)
    page.refresh_from_db()
    assert page.lead_es == "Tres"
    assert not page.has_unpublished_changes
