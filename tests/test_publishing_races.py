"""Two connections at one page at the same moment: a lock of its row decides who goes first."""

from collections.abc import Callable

import pytest

from oim_portal.publishing.digest import digest_of
from oim_portal.publishing.register import lock, mark_read
from pages.models import ContentPage

from . import concurrency
from .editorial_team import BECAUSE_OF_AN_ERROR, FIRST, EditorialTeam
from .publishing_steps import shown_by

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(team: EditorialTeam, *works: Callable[[], object]) -> list:
    """Let works go at once behind the lock of the office's page; return their answers."""
    return concurrency.at_once(lambda: lock(team.page), *works)


def read_draft(team: EditorialTeam, text: str):
    """Let Eva write a draft and Pablo read it; return the version."""
    team.edit(team.eva, text)
    page = team.page.get_latest_revision_as_object()
    mark_read(page, digest_of(page), team.publisher)
    return team.draft


@pytest.mark.parametrize("publication_is_first", [True, False])
def test_a_page_is_published_while_another_is_added_below_it(content, publication_is_first):
    team = EditorialTeam()
    revision, parent = read_draft(team, "UNO"), team.page
    child = ContentPage(title="Hija", slug="hija")
    works = [
        lambda: parent.add_child(instance=child) and None,
        lambda: revision.publish(user=team.publisher),
    ]
    errors = at_once(team, *(reversed(works) if publication_is_first else works))
    assert errors == [None, None]
    assert team.public == "UNO"
    assert [page.slug for page in team.page.get_children()] == ["hija"]


def test_an_autosave_that_waits_for_a_publication_replaces_nothing(content):
    team = EditorialTeam()
    revision = read_draft(team, "BUENO")
    page = revision.as_object()
    page.lead_es = "MALO"
    at_once(
        team,
        lambda: revision.publish(user=team.publisher),
        lambda: page.save_revision(user=team.editor, overwrite_revision=revision),
    )
    assert team.public == "BUENO"
    revision.refresh_from_db()
    assert revision.content["lead_es"] == "BUENO"
    assert team.draft.content["lead_es"] == "MALO"


def test_a_publication_that_waits_for_a_save_leaves_the_newer_draft(content):
    team = EditorialTeam()
    revision = read_draft(team, "BUENO")
    page = revision.as_object()
    page.lead_es = "MÁS NUEVO"
    at_once(
        team,
        lambda: page.save_revision(user=team.editor),
        lambda: revision.publish(user=team.publisher),
    )
    assert team.public == "BUENO"
    assert team.page.has_unpublished_changes
    assert team.draft.content["lead_es"] == "MÁS NUEVO"


def test_a_text_that_changes_between_showing_and_pressing_is_not_published(content):
    team = EditorialTeam()
    revision = read_draft(team, "BUENO")
    page = revision.as_object()
    page.lead_es = "MALO"
    url = f"/admin/redaccion/leer/{team.pk}/"
    shown = shown_by(team.pablo, url)
    _saved, answer = at_once(
        team,
        lambda: page.save_revision(user=team.editor),
        lambda: team.pablo.post(url, {"shown": shown, "action": "publish"}),
    )
    assert answer["Location"].startswith(url)
    assert team.public == FIRST


def test_two_who_publish_at_once_are_both_answered_and_one_reason_is_kept(content):
    team = EditorialTeam()
    team.edit(team.pablo, "UNO")
    url = f"/admin/redaccion/leer/{team.pk}/"
    sent = {"shown": shown_by(team.pablo, url), "action": "reason", "reason": "Hoy cierra"}
    answers = at_once(team, lambda: team.pablo.post(url, sent), lambda: team.pablo.post(url, sent))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert team.public == "UNO"
    assert team.edit(team.paula, **BECAUSE_OF_AN_ERROR).status_code == 302


@pytest.mark.parametrize("hour_is_first", [True, False])
def test_a_page_whose_hour_comes_while_somebody_saves_it_publishes_what_was_read(
    content, hour_is_first
):
    team = EditorialTeam()
    team.schedule("BUENO")
    page = team.page.get_latest_revision_as_object()
    page.lead_es = "MALO"
    works = [team.hour_comes, lambda: page.save_revision(user=team.editor)]
    answers = at_once(team, *(works if hour_is_first else reversed(works)))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert team.public == "BUENO"
    assert team.draft.content["lead_es"] == "MALO"
    assert not team.scheduled().exists()
