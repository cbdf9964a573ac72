"""What is deleted goes to the trash, by whatever way; what would be gone for good is refused.

Each way is one row. The hooks of the trash and of the API are taken away: the models hold the law.
"""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail import hooks
from wagtail.actions import DeleteAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Collection, ModelLogEntry, PageLogEntry, Revision, Site

from oim_portal.admin.review.wagtail_hooks import PagesAPI
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.trash.law import InTrashError
from oim_portal.trash.models import Deletion, TrashPage
from pages.models import BasePage, ContentPage

from .editorial_team import FIRST, EditorialTeam
from .pictures import encoded, scene, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def models_alone(monkeypatch):
    """Take away the trash's hooks, and give the admin's API its actions on pages.

    Menu, log and addresses are read once a process, by the hooks of that moment.
    """
    reverse("trash_restore", args=[1])
    for name, found in hooks._hooks.items():
        if not name.startswith("register_"):
            rest = [each for each in found if not each[0].__module__.startswith("oim_portal.trash")]
            monkeypatch.setitem(hooks._hooks, name, rest)
    monkeypatch.setattr(PagesAPI, "actions", PagesAdminAPIViewSet.actions)


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def bulk(client, thing: models.Model, *others: models.Model):
    label = [thing._meta.app_label, thing._meta.model_name, "delete"]
    ids = "".join(f"&id={each.pk}" for each in (thing, *others))
    return client.post(reverse("wagtail_bulk_action", args=label) + f"?next=/admin/{ids}")


def refused(delete, *args, error=ProtectedError, **kwargs) -> None:
    """Call what raises an error with a sentence."""
    with pytest.raises(error) as raised, transaction.atomic():
        delete(*args, **kwargs)
    assert len(raised.value.message) > 20


# Pages: deleted

PAGE_WAYS = {
    "the view": lambda o: o.pablo.post(reverse("wagtailadmin_pages:delete", args=[o.pk])),
    "the bulk action": lambda o: bulk(o.pablo, BasePage.objects.get(pk=o.pk)),
    "the API": lambda o: o.call_api(o.pablo, "delete"),
    "the page": lambda o: o.page.delete(),
    "the page and a user": lambda o: o.page.delete(user=o.publisher, skip_permission_checks=True),
    "its base": lambda o: BasePage.objects.get(pk=o.pk).delete(),
    "Wagtail's action": lambda o: DeletePageAction(o.page, user=o.publisher).execute(
        skip_permission_checks=True
    ),
    "a queryset": lambda o: ContentPage.objects.filter(pk=o.pk).delete(),
    "a queryset of base pages": lambda o: BasePage.objects.filter(pk=o.pk).delete(),
    "a slice": lambda o: BasePage.objects.filter(pk=o.pk).specific()[:1].delete(),
    "values": lambda o: ContentPage.objects.filter(pk=o.pk).values("title").delete(),
    "descendants": lambda o: o.page.get_parent().get_descendants().filter(pk=o.pk).delete(),
    "children": lambda o: o.page.get_parent().get_children().filter(pk=o.pk).delete(),
    "what is related": lambda o: o.page.content_type.pages.filter(pk=o.pk).delete(),
    "page and child": lambda o: BasePage.objects.filter(path__startswith=o.page.path).delete(),
}


@pytest.mark.parametrize("way", PAGE_WAYS)
def test_a_page_lands_in_the_trash_once_and_its_history_says_so(team, way):
    team.edit(team.eva, "Un borrador")
    revisions = list(Revision.objects.for_instance(team.page).order_by("pk").values())
    last = PageLogEntry.objects.latest("pk").pk

    PAGE_WAYS[way](team)
    deletion = Deletion.objects.get(page=team.pk)
    named = {"the view", "the bulk action", "the API", "the page and a user", "Wagtail's action"}
    assert deletion.deleted_by == (team.publisher if way in named else None)
    place = team.page.path
    PAGE_WAYS[way](team)  # what is in the bin already stays as it is

    assert Deletion.objects.get() == deletion
    assert team.page.path == place
    assert place.startswith(deletion.container.path)
    assert team.public is None
    new = PageLogEntry.objects.filter(pk__gt=last)
    assert [(each.action, each.page_id, each.user) for each in new] == [
        ("portal.bin", team.pk, deletion.deleted_by)
    ]
    team.pablo.post(reverse("trash_restore", args=[deletion.pk]))
    assert team.public == FIRST
    assert list(Revision.objects.for_instance(team.page).order_by("pk").values()) == revisions
    actions = PageLogEntry.objects.filter(pk__gt=last).values_list("action", flat=True)
    assert list(actions.order_by("pk")) == ["portal.bin", "portal.restore"]
    assert not BasePage.find_problems()[0]


# Pages: kept


def container() -> TrashPage:
    if not Deletion.objects.exists():
        ContentPage.objects.get(slug="privacidad").delete()
    return Deletion.objects.first().container


def forget_the_deletion(team):
    team.page.delete()
    Deletion.objects.get(page=team.pk).delete()


def publish_in_the_trash(team):
    revision = team.page.live_revision
    team.page.delete()
    revision.publish()


def save_as_live_in_the_trash(team):
    team.page.delete()
    page = team.page
    page.live = True
    page.save()


def add_below_what_is_gone(team):
    parent = team.page
    team.page.delete()
    parent.add_child(instance=ContentPage(title="Hija", slug="hija"))


KEPT = {
    "Model.delete": lambda o: models.Model.delete(o.page),
    "a plain queryset": lambda o: BasePage._base_manager.filter(pk=o.pk).delete(),
    "the row of its type": lambda o: models.Model.delete(o.page, keep_parents=True),
    "_raw_delete": lambda o: ContentPage.objects.filter(pk=o.pk)._raw_delete("default"),
    "its content type": lambda o: ContentType.objects.get_for_model(ContentPage).delete(),
    "all content types": lambda o: ContentType.objects.all().delete(),
    "the root": lambda o: BasePage.get_first_root_node().delete(),
    "all pages": lambda o: BasePage.objects.all().delete(),
    "what remembers it": forget_the_deletion,
}
KEPT_OUT = {
    "a move into the bin": lambda o: o.page.move(container(), "last-child"),
    "a move beside": lambda o: o.page.move(container(), "right"),
    "a move out": lambda o: container().get_children().get().move(o.page, "last-child"),
    "a move of the container": lambda o: container().move(o.page, "last-child"),
    "a publication": publish_in_the_trash,
    "a save": save_as_live_in_the_trash,
    "a new page below": add_below_what_is_gone,
}


@pytest.mark.parametrize("way", KEPT | KEPT_OUT)
def test_a_way_past_the_trash_is_refused_with_a_sentence(team, way):
    team.edit(team.eva, "Un borrador")
    revisions = Revision.objects.count()
    error = ProtectedError if way in KEPT else InTrashError
    refused((KEPT | KEPT_OUT)[way], team, error=error)
    assert (team.page.title, team.public) == ("Una página", FIRST)
    assert Revision.objects.count() == revisions
    assert not BasePage.find_problems()[0]


def test_a_page_outlives_its_owner_its_site_and_the_language(team):
    ContentPage.objects.filter(pk=team.pk).update(owner=team.editor)
    team.editor.delete()
    Site.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        team.page.locale.delete()
    assert (team.public, team.page.owner) == (FIRST, None)


# Pictures and documents


def picture() -> PortalImage:
    file = upload(encoded(scene(size=(60, 40)), "png"), "foto.png")
    return PortalImage.objects.create(title="Una foto", file=file, consent="nobody")


def document() -> PortalDocument:
    return PortalDocument.objects.create(title="Un informe", file=upload(b"%PDF-1.4", "i.pdf"))


def view(name: str):
    apps = {PortalImage: "wagtailimages", PortalDocument: "wagtaildocs"}
    return lambda o, f: o.pablo.post(reverse(f"{apps[type(f)]}:{name}", args=[f.pk]))


FILE_WAYS = {
    "the view": view("delete"),
    "the list of uploads": view("delete_multiple"),
    "the bulk action": lambda o, f: bulk(o.pablo, f),
    "Wagtail's action": lambda o, f: DeleteAction(f, user=o.publisher).execute(True),
    "the file": lambda o, f: f.delete(),
    "a queryset": lambda o, f: type(f).objects.filter(pk=f.pk).delete(),
}
FILE_KEPT = {
    "Model.delete": lambda f: models.Model.delete(f),
    "a plain queryset": lambda f: type(f)._base_manager.filter(pk=f.pk).delete(),
    "_raw_delete": lambda f: type(f).objects.filter(pk=f.pk)._raw_delete("default"),
    "its collection": lambda f: Collection.objects.get(pk=f.collection_id).delete(),
    "its content type": lambda f: ContentType.objects.get_for_model(f).delete(),
}


@pytest.mark.parametrize("make", [picture, document])
@pytest.mark.parametrize("way", FILE_WAYS)
def test_a_file_lands_in_the_trash_and_its_history_says_so_once(team, make, way):
    file = make()
    for _twice in range(2):
        FILE_WAYS[way](team, file)
    deletion = Deletion.objects.get()
    assert deletion.thing == file
    assert deletion.thing.is_in_trash
    assert deletion.thing.file.storage.exists(file.file.name)
    entries = ModelLogEntry.objects.for_instance(file).exclude(action="wagtail.create")
    assert list(entries.values_list("action", "user")) == [("portal.bin", deletion.deleted_by_id)]
    team.pablo.post(reverse("trash_restore", args=[deletion.pk]))
    assert not type(file).objects.get(pk=file.pk).is_in_trash


@pytest.mark.parametrize("make", [picture, document])
@pytest.mark.parametrize("way", FILE_KEPT)
@pytest.mark.parametrize("in_trash", [False, True])
def test_a_file_is_not_taken_along_by_what_is_deleted(content, make, way, in_trash):
    file = make()
    file.collection = Collection.get_first_root_node().add_child(name="Campaña")
    file.save()
    if in_trash:
        file.delete()
    refused(FILE_KEPT[way], file)
    assert type(file).objects.get(pk=file.pk).is_in_trash is in_trash
    assert Deletion.objects.count() == in_trash
