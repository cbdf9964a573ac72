"""Confirming a translation: who may, and what readers are told."""

import pytest
from django.test import Client
from django.urls import reverse

from oim_portal.accounts.people import add_person
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from pages.models import MissionPage

pytestmark = pytest.mark.django_db

NOTICE = "This translation has not been reviewed by the office yet."
MISSION = "/en/quienes-somos/mision/"


def staff(role: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(
        add_person(f"{role.lower()}@example.org", role),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def address(language: str = "en") -> str:
    return reverse("confirm_translation", args=[MissionPage.objects.get().pk, language])


def test_a_publisher_confirms_a_translation_and_the_notice_is_gone(content, visitor):
    publisher = staff(PUBLISHER)
    edit = reverse("wagtailadmin_pages:edit", args=[MissionPage.objects.get().pk])
    assert address() in publisher.get(edit).content.decode()
    assert NOTICE in visitor.get(MISSION).content.decode()

    assert publisher.get(address()).status_code == 200
    assert NOTICE in visitor.get(MISSION).content.decode()
    assert publisher.post(address(), follow=True).status_code == 200

    assert NOTICE not in visitor.get(MISSION).content.decode()
    assert address() not in publisher.get(edit).content.decode()
    state = MissionPage.objects.get().translation_states.get()
    assert state.reviewed_by.email == "publicadores@example.org"
    assert publisher.post(address()).status_code == 404


def test_an_editor_cannot_confirm(content, visitor):
    editor = staff(EDITOR)
    assert editor.post(address()).status_code in {302, 403}
    assert NOTICE in visitor.get(MISSION).content.decode()


@pytest.mark.parametrize("language", ["es", "fr", "xx"])
def test_only_translations_are_confirmed(content, language):
    assert staff(PUBLISHER).post(address(language)).status_code == 404
