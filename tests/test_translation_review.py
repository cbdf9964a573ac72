"""Confirming a translation: who may, what readers are told, what is kept."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from pages.models import MissionPage, TranslationState

from .factories import publish_page
from .staff import add_person

pytestmark = pytest.mark.django_db

NOTICE = "This translation has not been reviewed by the office yet."
MISSION = "/en/quienes-somos/mision/"


def staff(role: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(
        add_person(f"{role.lower()}@example.org", role),
        backend="oim_portal.accounts.adapter.PortalBackend",
    )
    return client


def mission_state() -> TranslationState:
    return TranslationState.objects.of(MissionPage.objects.get()).get()


def address() -> str:
    return reverse("compare_translation", args=[mission_state().pk])


def press_confirm(client: Client, url: str, **options):
    """Press the button of the screen, which holds the digest of what it shows."""
    screen = client.get(url).content.decode()
    digest = re.search(r'name="digest" value="(\w+)"', screen)
    return client.post(url, {"digest": digest[1] if digest else ""}, **options)


def test_a_publisher_confirms_a_translation_and_the_notice_is_gone(content, visitor):
    publisher = staff(PUBLISHER)
    edit = reverse("wagtailadmin_pages:edit", args=[MissionPage.objects.get().pk])
    assert address() in publisher.get(edit).content.decode()
    assert NOTICE in visitor.get(MISSION).content.decode()

    assert publisher.get(address()).status_code == 200
    assert NOTICE in visitor.get(MISSION).content.decode()
    assert press_confirm(publisher, address(), follow=True).status_code == 200

    assert NOTICE not in visitor.get(MISSION).content.decode()
    assert address() not in publisher.get(edit).content.decode()
    assert mission_state().reviewed_by.email == "publicadores@example.org"
    assert mission_state().state == TranslationState.State.CURRENT
    assert publisher.post(address()).status_code == 404


def test_an_outdated_translation_stays_public_and_is_offered_for_review(content, visitor):
    publisher = staff(PUBLISHER)
    press_confirm(publisher, address())
    mission = MissionPage.objects.get()
    mission.commitments_lead_es = "Otra oración:"
    publish_page(mission)

    assert mission_state().state == TranslationState.State.OUTDATED
    page = visitor.get(MISSION).content.decode()
    assert NOTICE not in page
    assert 'hreflang="en"' in page
    edit = reverse("wagtailadmin_pages:edit", args=[mission.pk])
    assert address() in publisher.get(edit).content.decode()


def test_what_was_published_while_somebody_compared_is_not_confirmed(content):
    publisher = staff(PUBLISHER)
    digest = re.search(r'name="digest" value="(\w+)"', publisher.get(address()).content.decode())
    mission = MissionPage.objects.get()
    mission.commitments_lead_es = "Otra oración:"
    publish_page(mission)
    answer = publisher.post(address(), {"digest": digest[1]})
    assert answer.url == address()
    assert mission_state().state == TranslationState.State.TO_REVIEW


def test_an_editor_compares_but_cannot_confirm(content, visitor):
    editor = staff(EDITOR)
    assert 'name="digest"' not in editor.get(address()).content.decode()
    assert editor.post(address()).status_code in {302, 403}
    assert NOTICE in visitor.get(MISSION).content.decode()


def test_a_page_without_a_title_of_its_own_language_has_nothing_to_confirm(content):
    mission = MissionPage.objects.get()
    mission.display_title_en = ""
    publish_page(mission)
    publisher = staff(PUBLISHER)
    assert mission_state().state == TranslationState.State.MISSING
    assert publisher.post(address()).status_code == 404
    edit = reverse("wagtailadmin_pages:edit", args=[mission.pk])
    assert address() not in publisher.get(edit).content.decode()


def test_the_settings_are_for_those_who_may_change_them(content):
    from wagtail.models import Site

    from pages.models import PortalSettings

    found = PortalSettings.objects.create(
        site=Site.objects.get(), site_name_es="El sitio", site_name_en="The site"
    )
    state = TranslationState.objects.of(found).get()
    url = reverse("compare_translation", args=[state.pk])
    assert staff(PUBLISHER).get(url).status_code == 404
    press_confirm(staff(ADMINISTRATOR), url)
    state.refresh_from_db()
    assert state.state == TranslationState.State.CURRENT
