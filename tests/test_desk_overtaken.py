"""What a colleague decides while somebody has the desk open, and what is pressed twice."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, TaskState

from oim_portal.admin.review import publisher_actions
from oim_portal.publishing.models import ReadText
from oim_portal.publishing.scheduling import run, tomorrow_morning
from pages.models import ContentPage

from .clock import Clock
from .editorial_team import BECAUSE_OF_AN_ERROR, FIRST, SUBMIT, EditorialTeam
from .html import page, text_of
from .publishing_steps import shown_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    team = EditorialTeam()
    team.pablo.get(reverse("wagtailadmin_home"))  # loads the hooks, as every request of staff
    return team


def desk_url(team) -> str:
    return reverse("review_read", args=[team.pk])


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def undo(team, **fields: str):
    live = {"live": str(team.page.live_revision_id)}
    return team.pablo.post(reverse("undo_publication", args=[team.pk]), live | fields)


def test_a_page_that_a_colleague_returned_is_not_approved(team):
    team.edit(team.eva, "De Eva", **SUBMIT)
    shown = shown_by(team.pablo, desk_url(team))
    team.read(team.paula, "reject", comment="Falta el plazo.")
    answer = team.pablo.post(desk_url(team), {"shown": shown, "action": "publish"})
    assert team.public == FIRST
    assert "Paula Paz ya pidió cambios" in said(answer)
    desk = team.pablo.get(answer["Location"]).text
    assert "Falta el plazo." in desk
    assert "Paula Paz pidió cambios el" in desk


@pytest.mark.parametrize("colleague", ["approves", "withdraws", "submits"])
def test_what_else_became_of_the_review_is_told(team, colleague):
    team.edit(team.eva, "De Eva", **({} if colleague == "submits" else SUBMIT))
    shown = shown_by(team.pablo, desk_url(team))
    if colleague == "approves":
        team.read(team.paula, "publish")
    elif colleague == "withdraws":
        team.page.current_workflow_state.cancel(user=team.editor)
    else:
        team.eva.post(reverse("review_submit", args=[team.pk]))
    answer = team.pablo.post(desk_url(team), {"shown": shown, "action": "publish"})
    told = {
        "approves": "Paula Paz ya aprobó",
        "withdraws": "Eva Paz terminó la revisión",
        "submits": "se envió a revisión",
    }
    assert told[colleague] in said(answer)
    assert (team.public == FIRST) == (colleague != "approves")


def test_returning_twice_returns_once(team, mailoutbox):
    team.edit(team.eva, "De Eva", **SUBMIT)
    mailoutbox.clear()
    sent = {"shown": shown_by(team.pablo, desk_url(team)), "action": "reject", "comment": "No"}
    team.pablo.post(desk_url(team), sent)
    answer = team.pablo.post(desk_url(team), sent)
    assert "Pablo Paz ya pidió cambios" in said(answer)
    assert len([mail for mail in mailoutbox if mail.to == ["eva@example.org"]]) == 1
    assert TaskState.objects.filter(comment="No").count() == 1


def test_submitting_twice_submits_once(team, mailoutbox):
    team.edit(team.eva, "De Eva")
    submit = reverse("review_submit", args=[team.pk])
    team.eva.post(submit)
    sent = len(mailoutbox)
    answer = team.eva.post(submit)
    assert "ya está en revisión" in said(answer)
    assert len(mailoutbox) == sent > 0
    assert TaskState.objects.filter(revision=team.draft).count() == 1


def test_an_undo_leaves_a_review_as_it_was(team):
    team.publish("UNO")
    team.publish("DOS")
    team.edit(team.eva, "TRES", **SUBMIT)
    state = team.page.current_workflow_state
    screen = team.pablo.get(reverse("undo_publication", args=[team.pk])).text
    assert "El borrador que está en revisión se conserva" in screen
    undo(team)
    assert team.public == "UNO"
    assert team.page.current_workflow_state == state
    assert team.draft.content["lead_es"] == "TRES"
    team.read(team.paula, "publish")
    assert team.public == "TRES"


def test_an_undo_leaves_a_returned_page_returned(team):
    team.publish("UNO")
    team.publish("DOS")
    team.edit(team.eva, "TRES", **SUBMIT)
    team.read(team.paula, "reject", comment="Falta el plazo.")
    undo(team)
    assert team.public == "UNO"
    assert "Falta el plazo." in team.eva.get(team.edit_url).text
    team.edit(team.eva, "CUATRO", **SUBMIT)
    team.read(team.paula, "publish")
    assert team.public == "CUATRO"


@pytest.mark.parametrize("name", ["undo_publication", "publish_tomorrow"])
def test_a_publisher_is_led_to_what_locks_a_page(team, name):
    team.publish("UNO")
    team.schedule("DOS")
    answer = team.pablo.get(reverse(name, args=[team.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == team.edit_url
    assert "programad" in answer.text
    desk = text_of(page(team.pablo, desk_url(team)).select_one(".desk__consequences"))
    assert "lo decide quien puede publicar" not in desk
    assert "bloquead" in desk


def test_the_end_of_a_page_leaves_what_is_scheduled_to_follow(team):
    end = timezone.now() - timedelta(minutes=1)
    team.schedule("DESPUÉS")
    ContentPage.objects.filter(pk=team.pk).update(expire_at=end)
    assert run().withdrawn == 1
    assert team.public is None
    assert team.hour_comes().published == 1
    assert team.public == "DESPUÉS"


def test_a_press_after_midnight_schedules_no_other_day(team, monkeypatch):
    team.edit(team.eva, "De Eva")
    url = reverse("publish_tomorrow", args=[team.pk])
    shown = shown_by(team.pablo, url)
    later = tomorrow_morning() + timedelta(days=1)
    monkeypatch.setattr(publisher_actions, "tomorrow_morning", lambda: later)
    answer = team.pablo.post(url, {"shown": shown, "action": "publish"})
    assert "Cambió desde que usted lo vio" in said(answer)
    assert not team.scheduled().exists()


@pytest.mark.parametrize("text", ["De Eva", "De Eva y Pablo"])
def test_a_dated_text_that_is_returned_is_not_published_at_its_hour(team, monkeypatch, text):
    moment = (timezone.localtime() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    team.edit(team.eva, "De Eva", **SUBMIT)
    # Scheduling a public page does not end its review.
    team.edit(team.pablo, text, go_live_at=moment, **BECAUSE_OF_AN_ERROR)
    assert team.scheduled().exists()
    assert team.page.workflow_in_progress
    team.read(team.paula, "reject", comment="La fecha no es.")
    assert not team.scheduled().exists()
    clock = Clock()
    clock.now += timedelta(hours=3)
    monkeypatch.setattr(timezone, "now", clock)
    assert run().published == 0
    assert team.public == FIRST


def test_what_was_approved_for_its_hour_waits_when_a_later_draft_is_returned(team, monkeypatch):
    team.schedule("BUENO")
    team.edit(team.eva, "De Eva", **SUBMIT)
    team.read(team.paula, "reject", comment="No")
    assert team.hour_comes().published == 1
    assert team.public == "BUENO"


def test_a_comment_on_any_passage_arrives(team):
    team.edit(team.eva, "De Eva", **SUBMIT)
    fields = {f"passage-es-{number}": "" for number in range(80)}
    team.read(team.pablo, "reject", **fields | {"passage-es-77": "¿Desde cuándo?"})
    assert team.page.current_workflow_state.current_task_state.comment == "¿Desde cuándo?"


def test_many_comments_hide_nobody_who_is_named(team):
    fields = {"page": team.page, "user": team.editor, "contentpath": "lead_es"}
    Comment.objects.create(text="@Pablo ¿sí?", **fields)
    Comment.objects.bulk_create([Comment(text="Nada", **fields) for _ in range(210)])
    assert "@Pablo ¿sí?" in team.pablo.get(reverse("wagtailadmin_home")).text


def test_a_request_of_changes_reaches_whom_it_names(team, mailoutbox):
    team.edit(team.eva, "De Eva", **SUBMIT)
    mailoutbox.clear()
    team.read(team.pablo, "reject", comment="@Paula ¿es este el plazo?")
    assert ["paula@example.org"] in [mail.to for mail in mailoutbox]
    home = reverse("wagtailadmin_home")
    assert "¿es este el plazo?" in team.paula.get(home).text
    team.edit(team.eva, "De Eva, mejor", **SUBMIT)
    assert "¿es este el plazo?" not in team.paula.get(home).text


def test_a_comment_that_is_edited_reaches_those_whom_it_names_now(team, mailoutbox):
    comment = Comment.objects.create(
        page=team.page, user=team.editor, text="@Pablo ¿sí?", contentpath="lead_es"
    )
    comment.text = "@Pablo @Paula ¿sí?"
    comment.save()
    comment.save()
    assert [mail.to for mail in mailoutbox] == [["pablo@example.org"], ["paula@example.org"]]


def test_the_reason_of_an_undo_is_kept_though_its_author_wrote_none_of_the_text(team):
    team.publish("UNO")
    team.edit(team.eva, "DOS")
    team.edit(team.paula, **{"action-publish": "action-publish"})
    ReadText.objects.filter(page=team.pk).update(revoked_at=timezone.now())
    undo(team, why="headquarters-asked")
    assert team.public == "UNO"
    assert ReadText.objects.filter(reader=team.publisher, reason="Lo pidió la sede.").exists()
    history = team.pablo.get(reverse("wagtailadmin_pages:history", args=[team.pk])).text
    assert "Lo pidió la sede." in history
