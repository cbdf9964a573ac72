"""What staff delete and restore every day, with all that goes with a page."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    Collection,
    PageLogEntry,
    Revision,
)

from history.models import HistoryEventPage, Theme
from oim_portal.accounts.models import User
from oim_portal.initial_content.models import LoadedItem
from oim_portal.media.deletion import delete_permanently
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.trash.models import RETENTION, Deletion, TrashPage
from pages.models import BasePage, ContentPage, SectionPage

from .editorial_team import FIRST, EditorialTeam
from .event_tables import EventImporter
from .factories import add_page
from .staff import signed_in
from .test_trash_law import document, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def restore(team, **thing) -> None:
    deletion = Deletion.objects.get(**thing)
    team.pablo.post(reverse("trash_restore", args=[deletion.pk]))
    assert not Deletion.objects.filter(pk=deletion.pk).exists()


def time_passes() -> None:
    Deletion.objects.update(deleted_at=timezone.now() - RETENTION - timedelta(days=1))
    call_command("empty_trash", verbosity=0)


def delete_a_user(team):
    ContentPage.objects.filter(pk=team.pk).update(owner=team.publisher)
    file = picture()
    PortalImage.objects.filter(pk=file.pk).update(uploaded_by_user=team.publisher)
    file.delete()
    team.page.delete(user=team.publisher)
    root = signed_in(User.objects.create_superuser("root@example.org"))
    root.post(reverse("wagtailusers_users:delete", args=[team.publisher.pk]))
    assert not User.objects.filter(pk=team.publisher.pk).exists()
    assert {each.deleted_by for each in Deletion.objects.all()} == {None}
    team.paula.post(reverse("trash_restore", args=[Deletion.objects.get(page=team.pk).pk]))
    assert (team.public, team.page.owner) == (FIRST, None)


def delete_and_restore_a_picture(team):
    file = picture()
    team.eva.post(reverse("wagtailimages:delete", args=[file.pk]))
    assert PortalImage.objects.get(pk=file.pk).is_in_trash
    restore(team, image=file)
    assert not PortalImage.objects.get(pk=file.pk).is_in_trash


def delete_a_document_that_has_just_been_uploaded(team):
    file = document()
    team.eva.post(reverse("wagtaildocs:delete_multiple", args=[file.pk]))
    restore(team, document=file)
    assert not PortalDocument.objects.get(pk=file.pk).is_in_trash


def delete_a_theme(team):
    theme = Theme.objects.create(name_es="Nuevo", slug="nuevo")
    team.pablo.post(reverse("wagtailsnippets_history_theme:delete", args=[theme.pk]))
    assert not Theme.objects.filter(pk=theme.pk).exists()


def delete_a_section_and_restore_it(team):
    section = team.page.get_parent()
    team.pablo.post(reverse("wagtailadmin_pages:delete", args=[section.pk]))
    assert team.public is None
    restore(team, page=section)
    assert team.public == FIRST


def delete_a_draft(team):
    draft = add_page(team.page, "Un borrador", live=False)
    team.pablo.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    restore(team, page=draft)
    assert not ContentPage.objects.get(pk=draft.pk).live


def delete_two_and_restore_one(team):
    other = add_page(SectionPage.objects.first(), "Otra")
    bulk = reverse("wagtail_bulk_action", args=["pages", "basepage", "delete"])
    team.pablo.post(f"{bulk}?id={team.pk}&id={other.pk}&next=/admin/")
    restore(team, page=team.pk)
    assert team.public == FIRST
    assert Deletion.objects.get().page_id == other.pk


def delete_again_what_was_restored(team):
    for _twice in range(2):
        team.pablo.post(reverse("wagtailadmin_pages:delete", args=[team.pk]))
        restore(team, page=team.pk)
    assert team.public == FIRST


def undo_an_import(team):
    importer = EventImporter(team.publisher)
    columns = dict.fromkeys(importer.table()[0], "")
    made = importer.carry_out([columns | {"titulo_es": "Un hecho", "fecha": "1988"}])
    importer.undo(made)
    event = HistoryEventPage.objects.get(title="Un hecho")
    assert Deletion.objects.get(page=event).deleted_by == team.publisher
    restore(team, page=event)
    assert HistoryEventPage.objects.get(title="Un hecho").live


def empty_the_trash(team):
    files = picture(), document()
    for file in files:
        file.delete()
    team.page.delete()
    time_passes()
    assert not ContentPage.objects.filter(pk=team.pk).exists()
    assert not Revision.objects.filter(object_id=str(team.pk)).exists()
    assert not PortalImage.objects.exists()
    assert not PortalDocument.objects.exists()
    assert TrashPage.objects.count() == 1
    assert not Deletion.objects.exists()
    assert PageLogEntry.objects.filter(page=team.pk, action="wagtail.delete").count() == 1


def empty_the_trash_of_a_front_page(team):
    home = team.page.get_parent().get_parent()
    home.delete()
    time_passes()
    restore(team, page=home)
    assert team.public == FIRST


def delete_a_collection(team):
    collection = Collection.get_first_root_node().add_child(name="Campaña")
    root = signed_in(User.objects.create_superuser("root@example.org"))
    root.post(reverse("wagtailadmin_collections:delete", args=[collection.pk]))
    assert not Collection.objects.filter(pk=collection.pk).exists()


def load_the_content_again(team):
    page = ContentPage.objects.get(slug="privacidad")
    page.delete()
    call_command("load_initial_content", verbosity=0)
    assert ContentPage.objects.get(slug="privacidad") == page
    restore(team, page=page)
    call_command("load_initial_content", verbosity=0)
    assert ContentPage.objects.get(slug="privacidad").get_parent() == page.get_parent()


def load_content_that_is_new_while_its_place_is_in_the_trash(team):
    section = team.page.get_parent()
    event = HistoryEventPage.objects.get(slug="1959-miembro")
    with delete_permanently():
        event.delete()
    LoadedItem.objects.filter(key__in=["event:1959-miembro", "page:mission"]).delete()
    section.delete()
    call_command("load_initial_content", verbosity=0)
    assert not HistoryEventPage.objects.filter(slug="1959-miembro").exists()
    restore(team, page=section)
    assert team.public == FIRST


JOBS = [
    delete_a_user,
    delete_and_restore_a_picture,
    delete_a_document_that_has_just_been_uploaded,
    delete_a_theme,
    delete_a_section_and_restore_it,
    delete_a_draft,
    delete_two_and_restore_one,
    delete_again_what_was_restored,
    undo_an_import,
    empty_the_trash,
    empty_the_trash_of_a_front_page,
    delete_a_collection,
    load_the_content_again,
    load_content_that_is_new_while_its_place_is_in_the_trash,
]


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.__name__)
def test_an_ordinary_deletion_is_done(job, team):
    job(team)
    assert not BasePage.find_problems()[0]
