"""A review, and what is published or said while it lasts."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState, WorkflowTask

from oim_portal.accounts.roles import EDITOR
from oim_portal.publishing.models import FourEyesTask, ReadText

from .editorial_team import APPROVE, FIRST, SUBMIT, EditorialTeam
from .publishing_steps import press, shown_by
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def last_review() -> WorkflowState:
    return WorkflowState.objects.latest("pk")


def test_a_correction_that_is_published_during_a_review_approves_it(team):
    team.edit(team.eva, "UMO", **SUBMIT)
    team.edit(team.pablo, "UNO")
    team.read(team.pablo, "correct")
    assert team.public == "UNO"
    assert last_review().status == WorkflowState.STATUS_APPROVED
    state = TaskState.objects.latest("pk")
    assert (state.finished_by, state.revision) == (team.publisher, team.page.live_revision)


def test_what_one_language_leaves_goes_on_waiting_for_its_reader(team):
    team.edit(team.eva, "UNO", lead_en="One", **SUBMIT)
    answer = team.read(team.pablo, "publish", language="es")
    assert "espera a quien lo lea" in said(answer)
    assert (team.public, team.page.lead_en or "") == ("UNO", "")
    assert last_review().status == WorkflowState.STATUS_IN_PROGRESS
    assert last_review().requested_by == team.editor
    team.edit(team.paula, **APPROVE)
    assert team.page.lead_en == "One"
    assert last_review().status == WorkflowState.STATUS_APPROVED


def test_a_newer_draft_is_not_submitted_when_one_language_is_published(team):
    team.edit(team.eva, "BUENO", lead_en="Good", **SUBMIT)
    url = reverse("publish_language", args=[team.pk, "es"])
    shown = shown_by(team.pablo, url)
    team.autosave(team.paula, "MALO")
    sent = {"shown": shown, "action": "publish"}
    assert "Envíe otra vez lo que queda" in said(team.pablo.post(url, sent))
    assert not team.page.workflow_in_progress


def test_one_language_of_a_dated_draft_waits_for_its_date(team):
    moment = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    team.edit(team.eva, "UNO", lead_en="Half wri", go_live_at=moment)
    screen = team.pablo.get(reverse("review_read", args=[team.pk])).text
    assert "Programar solo el español" in screen
    team.read(team.pablo, "publish", language="es")
    assert team.public == FIRST
    assert team.hour_comes().published == 1
    assert (team.public, team.page.lead_en or "") == ("UNO", "")
    assert team.draft.content["lead_en"] == "Half wri"


def test_one_language_with_ones_own_correction_needs_no_reason(team):
    team.edit(team.eva, "UMO", lead_en="Half wri")
    team.edit(team.pablo, "UNO")
    team.read(team.pablo, "correct", language="es")
    assert (team.public, team.page.lead_en or "") == ("UNO", "")
    assert ReadText.objects.filter(page=team.pk, kind=ReadText.Kind.CORRECTION).exists()


def test_a_comment_waits_with_the_approval_for_the_text_to_be_read(team):
    team.edit(team.eva, "UNO", **SUBMIT)
    state = team.page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[team.pk, "approve", state.pk])
    comment = "Muy bien; cuide las tildes. " * 40
    answer = team.pablo.post(url, {"comment": comment})
    history = reverse("wagtailadmin_pages:history", args=[team.pk])
    assert "cuide las tildes" in team.eva.get(history).text
    press(team.pablo, answer["Location"], "publish")
    state.refresh_from_db()
    assert (state.status, state.comment) == (TaskState.STATUS_APPROVED, comment.strip())


def test_an_approval_that_is_not_the_last_says_so_and_publishes_nothing(team):
    second = FourEyesTask.objects.create(name="Segunda lectura")
    second.groups.set(Group.objects.all())
    WorkflowTask.objects.create(workflow=team.page.get_workflow(), task=second, sort_order=9)
    team.edit(team.eva, "UNO", **SUBMIT)
    assert "pasa a la siguiente lectura" in said(team.read(team.pablo, "publish"))
    assert team.public == FIRST
    assert "es pública" in said(team.read(team.paula, "publish"))
    assert team.public == "UNO"


def test_its_author_reads_why_and_until_when_the_form_is_for_reading_only(team):
    team.edit(team.eva, "UNO", **SUBMIT)
    screen = BeautifulSoup(team.eva.get(team.edit_url).content, "html.parser")
    told = screen.select_one(".messages").get_text(" ", strip=True)
    assert "En revisión desde el" in told
    assert "cuando alguien haya aprobado el texto o pedido cambios" in told
    assert "retírela de la revisión" in told
    assert "content-locked" in screen.body["class"]
    first, *others = screen.select("footer .actions .button:not([data-w-dropdown-target])")
    assert first.has_attr("disabled")
    assert "Solo lectura" in first.get_text()
    assert "Retirar de la revisión" in " ".join(each.get_text() for each in others)
    screen = team.pablo.get(team.edit_url).text
    assert "En revisión desde el" not in screen
    assert "content-locked" not in screen


def test_withdrawing_it_changes_no_word_and_opens_the_form_again(team):
    team.edit(team.eva, "UNO", **SUBMIT)
    withdraw = {"lead_es": "", "action-cancel-workflow": "1"}
    answer = team.eva.post(team.edit_url, withdraw, follow=True)
    assert last_review().status == WorkflowState.STATUS_CANCELLED
    assert team.draft.content["lead_es"] == "UNO"
    assert "content-locked" not in answer.text
    assert "ya no está en revisión" in answer.text


def test_only_who_may_withdraw_it_does(team):
    other = signed_in(person(EDITOR, "olga@example.org"))
    team.edit(team.eva, "UNO", **SUBMIT)
    assert "retírela" not in other.get(team.edit_url).text
    other.post(team.edit_url, {"action-cancel-workflow": "1"})
    assert last_review().status == WorkflowState.STATUS_IN_PROGRESS
