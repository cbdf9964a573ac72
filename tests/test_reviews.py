"""A review, and what is published or said while it lasts."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState, WorkflowTask

from oim_portal.publishing.digest import digest
from oim_portal.publishing.models import FourEyesTask, ReadText
from pages.models import ContentPage

from .editorial_team import APPROVE, FIRST, SUBMIT, EditorialTeam
from .publishing_steps import press

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(content) -> EditorialTeam:
    return EditorialTeam()


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def last_review() -> WorkflowState:
    return WorkflowState.objects.latest("pk")


def test_a_correction_that_is_published_during_a_review_approves_it(office):
    office.edit(office.eva, "UMO", **SUBMIT)
    office.edit(office.pablo, "UNO")
    office.read(office.pablo, "correct")
    assert office.public == "UNO"
    assert last_review().status == WorkflowState.STATUS_APPROVED
    state = TaskState.objects.latest("pk")
    assert (state.finished_by, state.revision) == (office.publisher, office.page.live_revision)


def test_what_one_language_leaves_goes_on_waiting_for_its_reader(office):
    office.edit(office.eva, "UNO", lead_en="One", **SUBMIT)
    answer = office.read(office.pablo, "publish", language="es")
    assert "espera a quien lo lea" in said(answer)
    assert (office.public, office.page.lead_en or "") == ("UNO", "")
    assert last_review().status == WorkflowState.STATUS_IN_PROGRESS
    assert last_review().requested_by == office.editor
    office.edit(office.paula, **APPROVE)
    assert office.page.lead_en == "One"
    assert last_review().status == WorkflowState.STATUS_APPROVED


def test_a_newer_draft_is_not_submitted_when_one_language_is_published(office):
    office.edit(office.eva, "BUENO", lead_en="Good", **SUBMIT)
    shown = digest(ContentPage, office.draft.content)
    office.autosave(office.paula, "MALO")
    url = reverse("review_read", args=[office.pk])
    sent = {"shown": shown, "action": "publish", "language": "es"}
    assert "Envíe otra vez lo que queda" in said(office.pablo.post(url, sent))
    assert not office.page.workflow_in_progress


def test_one_language_of_a_dated_draft_waits_for_its_date(office):
    moment = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    office.edit(office.eva, "UNO", lead_en="Half wri", go_live_at=moment)
    screen = office.pablo.get(reverse("review_read", args=[office.pk])).text
    assert "Programar solo el español" in screen
    office.read(office.pablo, "publish", language="es")
    assert office.public == FIRST
    assert office.hour_comes().published == 1
    assert (office.public, office.page.lead_en or "") == ("UNO", "")
    assert office.draft.content["lead_en"] == "Half wri"


def test_one_language_with_ones_own_correction_needs_no_reason(office):
    office.edit(office.eva, "UMO", lead_en="Half wri")
    office.edit(office.pablo, "UNO")
    office.read(office.pablo, "correct", language="es")
    assert (office.public, office.page.lead_en or "") == ("UNO", "")
    assert ReadText.objects.filter(page=office.pk, kind=ReadText.Kind.CORRECTION).exists()


def test_a_comment_waits_with_the_approval_for_the_text_to_be_read(office):
    office.edit(office.eva, "UNO", **SUBMIT)
    state = office.page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[office.pk, "approve", state.pk])
    comment = "Muy bien; cuide las tildes. " * 40
    answer = office.pablo.post(url, {"comment": comment})
    history = reverse("wagtailadmin_pages:history", args=[office.pk])
    assert "cuide las tildes" in office.eva.get(history).text
    press(office.pablo, answer["Location"], "publish")
    state.refresh_from_db()
    assert (state.status, state.comment) == (TaskState.STATUS_APPROVED, comment.strip())


def test_an_approval_that_is_not_the_last_says_so_and_publishes_nothing(office):
    second = FourEyesTask.objects.create(name="Segunda lectura")
    second.groups.set(Group.objects.all())
    WorkflowTask.objects.create(workflow=office.page.get_workflow(), task=second, sort_order=9)
    office.edit(office.eva, "UNO", **SUBMIT)
    assert "pasa a la siguiente lectura" in said(office.read(office.pablo, "publish"))
    assert office.public == FIRST
    assert "es pública" in said(office.read(office.paula, "publish"))
    assert office.public == "UNO"
