"""The first page of the admin: what waits for me, what I was doing, these in figures."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.models import Workflow

from history.models import Theme
from oim_portal import __version__
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.admin.reports.dashboard import figures
from oim_portal.operations import health
from pages.models import BasePage, MissionPage, TranslationState
from pages.translations import states

from .factories import add_page
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


def addresses(user) -> list[str]:
    return [figure.url for figure in figures(user)]


def home(user) -> str:
    return signed_in(user).get(reverse("wagtailadmin_home")).content.decode()


def test_what_is_submitted_waits_for_a_publisher_and_not_for_its_editor(content):
    editor, publisher = person(EDITOR), person(PUBLISHER, "pia@example.org")
    page = add_page(title="Enviada")
    page.save_revision(user=editor)
    Workflow.objects.get().start(page, editor)
    desk = reverse("review_read", args=[page.pk])
    assert desk in addresses(publisher)
    assert desk not in addresses(editor)
    screen = home(publisher)
    assert 'id="awaiting-review-section"' in screen
    assert "Enviada" in screen
    assert "Enviada" in home(editor)  # what I was doing


def test_translations_are_counted_by_what_there_is_to_do(content):
    user, publisher = person(EDITOR), person(PUBLISHER, "pia@example.org")
    report = reverse("translations_report")
    assert reverse("confirm_translations") in addresses(publisher)
    assert reverse("confirm_translations") not in addresses(user)
    assert f"{report}?state=outdated" not in addresses(user)
    theme = Theme.objects.first()
    states.confirm(TranslationState.objects.of(theme).get(), theme, None)
    theme.name_es = "Otro"
    theme.save()
    assert f"{report}?state=outdated" in addresses(user)
    assert f'href="{report}?state=outdated"' in home(user)


def test_the_pages_that_i_care_for_are_listed_when_they_are_due_and_done_in_one_press(content):
    user = person(EDITOR)
    mission = MissionPage.objects.get()
    yesterday = timezone.localdate() - timedelta(days=1)
    BasePage.objects.filter(pk=mission.pk).update(responsible=user, review_on=yesterday)
    press = reverse("reviewed_today", args=[mission.pk])
    assert press in home(user)
    assert press not in home(person(EDITOR, "otra@example.org"))
    answer = signed_in(user).post(press, {"next": reverse("wagtailadmin_home")})
    assert answer.url == reverse("wagtailadmin_home")
    assert press not in home(user)


def test_what_i_edited_last_is_there(content):
    user = person(EDITOR)
    mission = MissionPage.objects.get()
    assert "Nuestra Misión" not in home(user)
    mission.save_revision(user=user, log_action=True)
    assert "Nuestra Misión" in home(user)


def test_the_foot_names_the_version(content):
    assert f"Versión {__version__} del portal" in home(person(EDITOR))


def test_jobs_that_are_late_are_told_to_those_who_publish(content):
    address = f"{reverse('health_report')}?state=ill"
    assert address in addresses(person(PUBLISHER))
    assert address not in addresses(person(EDITOR, "otra@example.org"))


def test_when_everything_is_done_it_says_so(content):
    user = person(PUBLISHER)
    TranslationState.objects.update(state="current")
    for job in health.jobs():
        health.record(job.name, ok=True)
    assert figures(user) == []
    with override("es"):
        assert gettext("Nothing waits for you.") in home(user)
