"""Confirming several translations at once: what is shown is what is confirmed."""

import pytest
from django.urls import reverse

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.admin.translations.several import AT_ONCE
from pages.models import TranslationState

from .factories import add_page, publish_page
from .html import page as read
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> str:
    return reverse("confirm_translations")


def state_of(page) -> TranslationState:
    return TranslationState.objects.of(page).get(language="en")


def pages(*leads: tuple[str, str]) -> list:
    """Return public pages whose translations wait, and no others."""
    TranslationState.objects.update(state="current")
    added = []
    for number, (spanish, english) in enumerate(leads):
        page = add_page(
            title=f"Página {number}",
            display_title_en=f"Page {number}",
            lead_es=spanish,
            lead_en=english,
        )
        publish_page(page)
        added.append(page)
    return added


def press(client, address: str, meanwhile=lambda: None):
    """Press the button of the view, as its boxes are ticked."""
    soup = read(client, address)
    ticked = [box["value"] for box in soup.select("[name=confirm][checked]")]
    digests = {each["name"]: each["value"] for each in soup.select("[name^=digest-]")}
    meanwhile()
    return client.post(address, digests | {"confirm": ticked}, follow=True)


def test_what_is_ticked_is_confirmed_and_a_number_that_differs_is_not_ticked(content, address):
    right, wrong = pages(
        ("Atendimos a 1 204 personas.", "We helped 1,204 people."),
        ("El plazo es de 10 días.", "It takes 15 days."),
    )
    publisher = signed_in(person(PUBLISHER))
    assert "un número no coincide" in publisher.get(address).content.decode()
    press(publisher, address)
    assert state_of(right).state == "current"
    assert state_of(wrong).state == "to_review"


def test_what_changed_meanwhile_is_not_confirmed(content, address):
    (page,) = pages(("Abrimos los lunes.", "We open on Mondays."))

    def change() -> None:
        page.lead_en = "We open on Tuesdays."
        publish_page(page)

    answer = press(signed_in(person(PUBLISHER)), address, meanwhile=change)
    assert "Cambió mientras tanto y no se confirmó: Página 0" in answer.content.decode()
    assert state_of(page).state == "to_review"


def test_so_many_are_shown_at_once(content, address):
    pages(*[("Abrimos los lunes.", "We open on Mondays.")] * (AT_ONCE + 2))
    publisher = signed_in(person(PUBLISHER))
    soup = read(publisher, address)
    assert len(soup.select("[name=confirm]")) == AT_ONCE
    assert "Después vienen 2 más." in soup.get_text(" ", strip=True)


def test_an_editor_confirms_none(content, address):
    assert signed_in(person(EDITOR)).get(address).status_code == 302


def test_a_text_without_a_translation_is_not_ticked(content, address):
    whole, partial = pages(
        ("Abrimos los lunes.", "We open on Mondays."), ("Cerramos los martes.", "")
    )
    soup = read(signed_in(person(PUBLISHER)), address)
    boxes = {box["value"]: "checked" in box.attrs for box in soup.select("[name=confirm]")}
    assert boxes == {str(state_of(whole).pk): True, str(state_of(partial).pk): False}


def test_where_nothing_is_ticked_nothing_is_called_confirmed(content, address):
    pages(("Abrimos los lunes.", "We open on Mondays."))
    answer = signed_in(person(PUBLISHER)).post(address, {}, follow=True)
    [message] = answer.context["messages"]
    assert (message.level_tag, str(message)) == (
        "warning",
        "No marcó nada, y no se confirmó nada.",
    )
