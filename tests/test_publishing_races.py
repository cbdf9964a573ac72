"""Two connections at one page at the same moment: a lock of its row decides who goes first."""

from collections.abc import Callable

import pytest

from oim_portal.publishing.digest import digest_of
from oim_portal.publishing.register import lock, mark_read
from pages.models import ContentPage

from . import concurrency
from .editorial_team import BECAUSE_OF_AN_ERROR, FIRST, EditorialTeam

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(office: EditorialTeam, *works: Callable[[], object]) -> list:
    """Let works go at once behind the lock of the office's page; return their answers."""
    return concurrency.at_once(lambda: lock(office.page), *works)


def read_draft(office: EditorialTeam, text: str):
    """Let Eva write a draft and Pablo read it; return the version."""
    office.edit(office.eva, text)
    page = office.page.get_latest_revision_as_object()
    mark_read(page, digest_of(page), office.publisher)
    return office.draft


@pytest.mark.parametrize("publication_is_first", [True, False])
def test_a_page_is_published_while_another_is_added_below_it(content, publication_is_first):
    office = EditorialTeam()
    revision, parent = read_draft(office, "UNO"), office.page
    child = ContentPage(title="Hija", slug="hija")
    works = [
        lambda: parent.add_child(instance=child) and None,
        lambda: revision.publish(user=office.publisher),
    ]
    errors = at_once(office, *(reversed(works) if publication_is_first else works))
    assert errors == [None, None]
    assert office.public == "UNO"
    assert [page.slug for page in office.page.get_children()] == ["hija"]


def test_an_autosave_that_waits_for_a_publication_replaces_nothing(content):
    office = EditorialTeam()
    revision = read_draft(office, "BUENO")
    page = revision.as_object()
    page.lead_es = "MALO"
    at_once(
        office,
        lambda: revision.publish(user=office.publisher),
        lambda: page.save_revision(user=office.editor, overwrite_revision=revision),
    )
    assert office.public == "BUENO"
    revision.refresh_from_db()
    assert revision.content["lead_es"] == "BUENO"
    assert office.draft.content["lead_es"] == "MALO"


def test_a_publication_that_waits_for_a_save_leaves_the_newer_draft(content):
    office = EditorialTeam()
    revision = read_draft(office, "BUENO")
    page = revision.as_object()
    page.lead_es = "MÁS NUEVO"
    at_once(
        office,
        lambda: page.save_revision(user=office.editor),
        lambda: revision.publish(user=office.publisher),
    )
    assert office.public == "BUENO"
    assert office.page.has_unpublished_changes
    assert office.draft.content["lead_es"] == "MÁS NUEVO"


def test_a_text_that_changes_between_showing_and_pressing_is_not_published(content):
    office = EditorialTeam()
    revision = read_draft(office, "BUENO")
    page = revision.as_object()
    page.lead_es = "MALO"
    shown = digest_of(revision.as_object())
    url = f"/admin/redaccion/leer/{office.pk}/"
    _saved, answer = at_once(
        office,
        lambda: page.save_revision(user=office.editor),
        lambda: office.pablo.post(url, {"shown": shown, "action": "publish"}),
    )
    assert answer["Location"] == url
    assert office.public == FIRST


def test_two_who_publish_at_once_are_both_answered_and_one_reason_is_kept(content):
    office = EditorialTeam()
    office.edit(office.pablo, "UNO")
    url = f"/admin/redaccion/leer/{office.pk}/"
    page = office.page.get_latest_revision_as_object()
    sent = {"shown": digest_of(page), "action": "reason", "reason": "Hoy cierra"}
    answers = at_once(
        office, lambda: office.pablo.post(url, sent), lambda: office.pablo.post(url, sent)
    )
    assert [answer.status_code for answer in answers] == [302, 302]
    assert office.public == "UNO"
    assert office.edit(office.paula, **BECAUSE_OF_AN_ERROR).status_code == 302


@pytest.mark.parametrize("hour_is_first", [True, False])
def test_a_page_whose_hour_comes_while_somebody_saves_it_publishes_what_was_read(
    content, hour_is_first
):
    office = EditorialTeam()
    office.schedule("BUENO")
    page = office.page.get_latest_revision_as_object()
    page.lead_es = "MALO"
    works = [office.hour_comes, lambda: page.save_revision(user=office.editor)]
    answers = at_once(office, *(works if hour_is_first else reversed(works)))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert office.public == "BUENO"
    assert office.draft.content["lead_es"] == "MALO"
    assert not office.scheduled().exists()
