"""Deleted pictures and documents leave the library, break no page, and come back as they were."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.trash.files import restore_file, trash_file
from oim_portal.trash.models import RETENTION, Deletion

from .pictures import encoded, scene
from .sample_page import publish_page_with_every_block
from .search_requests import found
from .staff import person, signed_in


@pytest.fixture
def editor() -> User:
    return person(EDITOR)


@pytest.fixture
def image(content) -> PortalImage:
    file = ContentFile(encoded(scene(), "png"), "foto.png")
    return PortalImage.objects.create(title="Una foto", file=file)


@pytest.fixture
def document(content) -> PortalDocument:
    file = ContentFile(b"%PDF-1.4\n%%EOF\n", "informe.pdf")
    return PortalDocument.objects.create(title="Un informe", file=file)


@pytest.fixture
def page_with_files(content):
    page = publish_page_with_every_block()
    ReferenceIndex.create_or_update_for_object(page)
    return page


def columns(thing) -> dict:
    return {field.attname: field.value_from_object(thing) for field in thing._meta.concrete_fields}


@pytest.mark.parametrize("kind", ["image", "document"])
def test_what_is_deleted_leaves_lists_choosers_search_and_the_api_and_comes_back_the_same(
    kind, image, document, editor
):
    thing = {"image": image, "document": document}[kind]
    before = columns(type(thing).objects.get(pk=thing.pk))
    app = {"image": "wagtailimages", "document": "wagtaildocs"}[kind]
    addresses = [
        reverse(f"{app}:index"),
        reverse(f"{app}:index") + f"?q={thing.title.split()[-1]}",
        reverse(f"{app}_chooser:choose"),
        reverse(f"{app}_chooser:choose_results") + f"?q={thing.title.split()[-1]}",
        f"/admin/api/main/{kind}s/",
    ]
    for user in (editor, User.objects.create_superuser("root@example.org")):
        browser = signed_in(user)

        def seen(browser=browser) -> list[bool]:
            return [thing.title in browser.get(each).content.decode() for each in addresses]

        assert seen() == [True] * 5
        browser.post(reverse(f"{app}:delete", args=[thing.pk]), follow=True)
        assert seen() == [False] * 5
        deletion = Deletion.objects.get()
        assert thing.title in browser.get(reverse("trash")).content.decode()
        browser.post(reverse("trash_restore", args=[deletion.pk]), follow=True)
        assert seen() == [True] * 5
        assert columns(type(thing).objects.get(pk=thing.pk)) == before


def test_the_public_search_loses_a_document_and_finds_it_again(document, editor, visitor):
    assert found(visitor, "informe") == ["Un informe"]
    deletion = trash_file(document, editor)
    assert found(visitor, "informe") == []
    restore_file(deletion, editor)
    assert found(visitor, "informe") == ["Un informe"]


def test_several_go_into_the_trash_at_once(image, document, editor):
    browser = signed_in(editor)
    for thing in (image, document):
        label = [thing._meta.app_label, thing._meta.model_name, "delete"]
        browser.post(reverse("wagtail_bulk_action", args=label) + f"?id={thing.pk}&next=/admin/")
    assert set(Deletion.objects.values_list("title", flat=True)) == {"Una foto", "Un informe"}


@pytest.mark.parametrize("model", [PortalImage, PortalDocument])
def test_deleting_what_is_in_use_says_where(model, page_with_files, editor):
    thing = model.objects.get()
    app = {PortalImage: "wagtailimages", PortalDocument: "wagtaildocs"}[model]
    screen = signed_in(editor).get(reverse(f"{app}:delete", args=[thing.pk])).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[page_with_files.pk]) in screen


def test_a_page_goes_on_to_show_what_is_in_the_trash_until_nothing_uses_it(
    page_with_files, editor, visitor
):
    image, document = PortalImage.objects.get(), PortalDocument.objects.get()
    before = visitor.get(page_with_files.url).content
    for thing in (image, document):
        trash_file(thing, editor)
    assert visitor.get(page_with_files.url).content == before
    assert visitor.get(document.url).status_code == 200

    Deletion.objects.update(deleted_at=timezone.now() - RETENTION - timedelta(days=1))
    call_command("empty_trash", verbosity=0)
    assert Deletion.objects.count() == 2, "What a page shows stays."

    page_with_files.delete()
    assert visitor.get(document.url).status_code == 404
    call_command("empty_trash", verbosity=0)
    assert Deletion.objects.count() == 3, "It comes back with the page."

    Deletion.objects.update(deleted_at=timezone.now() - RETENTION - timedelta(days=1))
    call_command("empty_trash", verbosity=0)
    call_command("empty_trash", verbosity=0)
    assert not PortalImage.objects.filter(pk=image.pk).exists()
    assert not PortalDocument.objects.filter(pk=document.pk).exists()


def test_a_picture_that_nothing_uses_is_at_no_address_while_it_is_in_the_trash(
    image, editor, visitor, django_capture_on_commit_callbacks
):
    rendition = image.get_rendition("format-jpeg|width-480")
    assert visitor.get(rendition.url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        trash_file(image, editor)
    assert visitor.get(rendition.url).status_code == 404


def test_what_is_in_the_trash_is_not_edited(image, editor):
    trash_file(image, editor)
    answer = signed_in(editor).get(reverse("wagtailimages:edit", args=[image.pk]))
    assert answer.status_code == 302
