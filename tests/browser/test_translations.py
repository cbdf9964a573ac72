"""A publisher changes the Spanish, finds the translation that it outdates, and confirms it."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import PUBLISHER
from pages.models import MissionPage, TranslationState
from pages.translations import states

from .admin import give_reason

pytestmark = pytest.mark.django_db(transaction=True)
State = TranslationState.State


def state() -> TranslationState:
    return TranslationState.objects.of(MissionPage.objects.get()).get()


@pytest.mark.parametrize("language", ["es", pytest.param("en", marks=pytest.mark.full)])
def test_a_publisher_finds_what_is_outdated_compares_and_confirms_it(staff, language):
    mission = MissionPage.objects.get()
    states.confirm(state(), mission, None)
    publisher = staff(PUBLISHER)
    UserProfile.objects.create(user=User.objects.get(), preferred_language=language)

    publisher.goto(reverse("wagtailadmin_pages:edit", args=[mission.pk]))
    publisher.locator("#id_commitments_lead_es").fill("Trabajamos ahora para:")
    publisher.locator(".footer__container [data-w-dropdown-target='toggle']").click()
    publish = {"es": "Publicar", "en": "Publish"}[language]
    publisher.get_by_role("button", name=publish, exact=True).click()
    give_reason(publisher)

    publisher.goto(f"{reverse('translations_report')}?state=outdated")
    row = publisher.locator("#listing-results a", has_text="Nuestra Misión").first
    expect(row).to_be_visible()
    row.click()
    expect(publisher.locator("ins", has_text="ahora")).to_be_visible()
    expect(publisher.locator("del").first).to_be_visible()
    publisher.locator(".comparison form button").click()
    expect(publisher).to_have_url(re.compile(r"state=outdated"))
    expect(publisher.locator("#listing-results a", has_text="Nuestra Misión")).to_have_count(0)
    assert state().state == State.CURRENT
    assert state().reviewed_by == User.objects.get()
