"""The report on translations: what it lists, to whom, its figures and its spreadsheet."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils.translation import override

from history.models import Theme
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER, ROLES
from oim_portal.admin.reports.translations import summaries
from pages.models import MissionPage, TranslationState
from pages.translations import states

from .factories import publish_page
from .staff import person, signed_in

pytestmark = pytest.mark.django_db
REPORT = reverse("translations_report")


def state_of(instance) -> TranslationState:
    return TranslationState.objects.of(instance).get()


def listed(client, **filters) -> str:
    return client.get(REPORT, filters).content.decode()


def test_it_lists_pages_events_programmes_and_snippets_with_their_state(content):
    editor = signed_in(person(EDITOR))
    text = listed(editor)
    for title in ("Nuestra Misión", "Legal", "Valores"):
        assert title in text
    with override("es"):
        assert str(TranslationState.State.TO_REVIEW.label) in text


def test_it_is_filtered_by_state_language_and_kind(content):
    theme = Theme.objects.first()
    states.confirm(state_of(theme), theme, None)
    theme.name_es = "Un tema cambiado"
    theme.save()
    editor = signed_in(person(EDITOR))
    outdated = listed(editor, state="outdated")
    assert "Un tema cambiado" in outdated
    assert "Nuestra Misión" not in outdated
    kind = state_of(MissionPage.objects.get()).content_type_id
    missions = listed(editor, content_type=kind, language="en")
    assert "Nuestra Misión" in missions
    assert "Un tema cambiado" not in missions


def test_only_what_is_public_is_listed(content):
    mission = MissionPage.objects.get()
    editor = signed_in(person(EDITOR))
    mission.unpublish()
    assert "Nuestra Misión" not in listed(editor, q="Misión").partition("listing-results")[2]
    publish_page(mission)
    assert "Nuestra Misión" in listed(editor, q="Misión").partition("listing-results")[2]


def test_the_percentage_counts_what_is_current(content):
    total = TranslationState.objects.count()
    [summary] = summaries(TranslationState.objects.all())
    assert (summary.percent, summary.total) == (0, total)
    for theme in Theme.objects.all():
        states.confirm(state_of(theme), theme, None)
    [summary] = summaries(TranslationState.objects.all())
    assert summary.percent == Theme.objects.count() * 100 // total
    assert f"{summary.percent} %" in listed(signed_in(person(ADMINISTRATOR)))


def test_it_is_exported_as_it_is_filtered(content):
    theme = Theme.objects.first()
    publisher = person(PUBLISHER)
    states.confirm(state_of(theme), theme, publisher)
    answer = signed_in(publisher).get(REPORT, {"state": "current", "export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][0] == theme.name_es
    assert str(publisher) in rows[1]
    assert signed_in(publisher).get(REPORT, {"export": "xlsx"}).status_code == 200


def test_whoever_confirms_comes_back_to_the_list_as_it_was_filtered(content):
    publisher = signed_in(person(PUBLISHER))
    here = f"{REPORT}?state=to_review"
    screen = reverse("compare_translation", args=[state_of(MissionPage.objects.get()).pk])
    answer = publisher.get(screen, {"next": here})
    digest = answer.context["digest"]
    assert publisher.post(screen, {"digest": digest, "next": here}).url == here


@pytest.mark.parametrize("role", ROLES)
def test_everybody_who_works_on_pages_may_read_it(content, role):
    assert signed_in(person(role)).get(REPORT).status_code == 200
