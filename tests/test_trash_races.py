"""Two people at one page at the same moment, each with a connection of their own."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import PageLogEntry

from oim_portal.publishing.register import lock
from oim_portal.trash import emptying
from oim_portal.trash.law import InTrashError
from oim_portal.trash.models import Deletion
from oim_portal.trash.tree import lock_tree
from pages.models import BasePage, ContentPage

from .concurrency import at_once
from .edit_forms import form_of
from .editorial_team import FIRST, PUBLISH, EditorialTeam
from .factories import publish_revision

pytestmark = pytest.mark.django_db(transaction=True)


def said(answer) -> str:
    return " ".join(str(each) for each in get_messages(answer.wsgi_request))


def whole_tree() -> bool:
    return not any(BasePage.find_problems())


def delete(team, client):
    return lambda: client.post(reverse("wagtailadmin_pages:delete", args=[team.pk]))


def test_a_page_that_two_people_delete_and_restore_at_once_goes_and_comes_once():
    team = EditorialTeam()
    answers = at_once(lock_tree, delete(team, team.pablo), delete(team, team.paula))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert all("está en la papelera" in said(answer) for answer in answers)
    deletion = Deletion.objects.get()
    address = reverse("trash_restore", args=[deletion.pk])
    answers = at_once(lock_tree, lambda: team.pablo.post(address), lambda: team.paula.post(address))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert all(said(answer) for answer in answers)
    assert team.public == FIRST
    actions = PageLogEntry.objects.filter(page=team.pk).order_by("pk")
    assert list(actions.values_list("action", flat=True))[-2:] == ["portal.bin", "portal.restore"]
    assert whole_tree()


def test_a_page_that_is_restored_while_the_trash_is_emptied_is_not_lost():
    team = EditorialTeam()
    team.page.delete()
    deletion = Deletion.objects.get()
    address = reverse("trash_restore", args=[deletion.pk])
    answers = at_once(
        lock_tree, lambda: team.pablo.post(address), lambda: emptying.remove(deletion.pk)
    )
    assert answers[0].status_code == 302
    assert answers[1] is True
    assert team.public == FIRST
    assert whole_tree()


def test_a_page_that_is_deleted_before_its_publication_keeps_the_draft_and_says_so():
    team = EditorialTeam()
    team.edit(team.eva, "UNO")
    form = form_of(team.pablo, team.edit_url) | PUBLISH
    answers = at_once(
        lambda: lock(team.page),
        delete(team, team.paula),
        lambda: team.pablo.post(team.edit_url, form),
    )
    assert [answer.status_code for answer in answers] == [302, 302]
    assert all("está en la papelera" in said(answer) for answer in answers)
    in_the_trash_and_back(team)
    assert team.public == FIRST
    assert team.draft.content["lead_es"] == "UNO"


def test_a_page_that_is_published_before_its_deletion_comes_back_with_the_new_text():
    team = EditorialTeam()
    team.edit(team.eva, "UNO")
    revision = team.draft
    answers = at_once(
        lambda: lock(team.page),
        lambda: publish_revision(revision),
        delete(team, team.paula),
    )
    assert answers[0] is None
    in_the_trash_and_back(team)
    assert team.public == "UNO"


def in_the_trash_and_back(team) -> None:
    page, deletion = team.page, Deletion.objects.get()
    assert page.path.startswith(deletion.container.path)
    assert not page.live
    assert whole_tree()
    team.paula.post(reverse("trash_restore", args=[deletion.pk]))
    assert whole_tree()


def add_child(parent):
    return lambda: parent.add_child(instance=ContentPage(title="Hija", slug="hija"))


def move_other(parent):
    other = ContentPage.objects.get(slug="privacidad")
    return lambda: other.move(parent, "last-child")


@pytest.mark.parametrize("work", [add_child, move_other])
def test_nothing_is_put_below_a_page_while_it_is_deleted(work):
    team = EditorialTeam()
    parent = team.page
    answer, error = at_once(lambda: lock(parent), delete(team, team.paula), work(parent))
    assert isinstance(error, (InTrashError, BasePage.DoesNotExist))
    assert answer.status_code == 302
    assert Deletion.objects.get().page_id == team.pk
    assert whole_tree()
    assert not BasePage.objects.filter(slug="hija").exists()
    assert ContentPage.objects.get(slug="privacidad").get_parent().slug != team.page.slug
