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


def delete(office, client):
    return lambda: client.post(reverse("wagtailadmin_pages:delete", args=[office.pk]))


def test_a_page_that_two_people_delete_and_restore_at_once_goes_and_comes_once():
    office = EditorialTeam()
    answers = at_once(lock_tree, delete(office, office.pablo), delete(office, office.paula))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert all("está en la papelera" in said(answer) for answer in answers)
    deletion = Deletion.objects.get()
    address = reverse("trash_restore", args=[deletion.pk])
    answers = at_once(
        lock_tree, lambda: office.pablo.post(address), lambda: office.paula.post(address)
    )
    assert [answer.status_code for answer in answers] == [302, 302]
    assert all(said(answer) for answer in answers)
    assert office.public == FIRST
    actions = PageLogEntry.objects.filter(page=office.pk).order_by("pk")
    assert list(actions.values_list("action", flat=True))[-2:] == ["portal.bin", "portal.restore"]
    assert whole_tree()


def test_a_page_that_is_restored_while_the_bin_is_emptied_is_not_lost():
    office = EditorialTeam()
    office.page.delete()
    deletion = Deletion.objects.get()
    address = reverse("trash_restore", args=[deletion.pk])
    answers = at_once(
        lock_tree, lambda: office.pablo.post(address), lambda: emptying.remove(deletion.pk)
    )
    assert answers[0].status_code == 302
    assert answers[1] is True
    assert office.public == FIRST
    assert whole_tree()


def test_a_page_that_is_deleted_before_its_publication_keeps_the_draft_and_says_so():
    office = EditorialTeam()
    office.edit(office.eva, "UNO")
    form = form_of(office.pablo, office.edit_url) | PUBLISH
    answers = at_once(
        lambda: lock(office.page),
        delete(office, office.paula),
        lambda: office.pablo.post(office.edit_url, form),
    )
    assert [answer.status_code for answer in answers] == [302, 302]
    assert all("está en la papelera" in said(answer) for answer in answers)
    in_the_bin_and_back(office)
    assert office.public == FIRST
    assert office.draft.content["lead_es"] == "UNO"


def test_a_page_that_is_published_before_its_deletion_comes_back_with_the_new_text():
    office = EditorialTeam()
    office.edit(office.eva, "UNO")
    revision = office.draft
    answers = at_once(
        lambda: lock(office.page),
        lambda: publish_revision(revision),
        delete(office, office.paula),
    )
    assert answers[0] is None
    in_the_bin_and_back(office)
    assert office.public == "UNO"


def in_the_bin_and_back(office) -> None:
    page, deletion = office.page, Deletion.objects.get()
    assert page.path.startswith(deletion.container.path)
    assert not page.live
    assert whole_tree()
    office.paula.post(reverse("trash_restore", args=[deletion.pk]))
    assert whole_tree()


def add_child(parent):
    return lambda: parent.add_child(instance=ContentPage(title="Hija", slug="hija"))


def move_other(parent):
    other = ContentPage.objects.get(slug="privacidad")
    return lambda: other.move(parent, "last-child")


@pytest.mark.parametrize("work", [add_child, move_other])
def test_nothing_is_put_below_a_page_while_it_is_deleted(work):
    office = EditorialTeam()
    parent = office.page
    answer, error = at_once(lambda: lock(parent), delete(office, office.paula), work(parent))
    assert isinstance(error, (InTrashError, BasePage.DoesNotExist))
    assert answer.status_code == 302
    assert Deletion.objects.get().page_id == office.pk
    assert whole_tree()
    assert not BasePage.objects.filter(slug="hija").exists()
    assert ContentPage.objects.get(slug="privacidad").get_parent().slug != office.page.slug
