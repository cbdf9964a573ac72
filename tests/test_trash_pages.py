"""A deleted page and all below it come back as they were, where they were."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail.signals import page_published, page_unpublished

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.trash.models import RETENTION, Deletion, TrashPage
from oim_portal.trash.page_moves import restore_page, trash_page
from pages.models import BasePage, ContentPage, HomePage
from pages.models.publishing_guard import publishing_reason

from .factories import add_page, publish_page
from .search_requests import found
from .staff import person, signed_in

ADDRESSES = [
    f"/{code}/{path}"
    for code in ("es", "en")
    for path in ("seccion/", "seccion/hija/", "seccion/hija/nieta/")
]


@pytest.fixture
def section(content) -> ContentPage:
    """A published page with a published page below it and a draft below that one."""
    section = add_page(title="Seccion", lead_es="Uno")
    publish_page(section)
    section.lead_es = "Dos"
    publish_page(section)
    child = add_page(section, "Hija")
    publish_page(child)
    child.lead_es = "Aún no publicado"
    child.save_revision()
    grandchild = add_page(child, "Nieta", live=False)
    with publishing_reason("test"):
        grandchild.save_revision(approved_go_live_at=timezone.now() + timedelta(days=3))
    return ContentPage.objects.get(pk=section.pk)


@pytest.fixture
def publisher() -> User:
    return person(PUBLISHER)


def delete(user: User, page: BasePage, follow: bool = False):
    return signed_in(user).post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=follow)


def test_what_leads_to_the_pages_below_is_named_before_the_button(section, publisher):
    child = section.get_children().get()
    link = f'<p><a linktype="page" id="{child.pk}">Hija</a></p>'
    leading = add_page(title="Otra", body_es=[{"type": "paragraph", "value": link}])
    publish_page(leading)
    address = reverse("wagtailadmin_pages:delete", args=[section.pk])
    html = signed_in(publisher).get(address).content.decode()
    button = html.index('class="button serious"')
    for said in ("Otra", "papelera"):
        assert html.index(said, html.index('id="main"')) < button


def answers(visitor) -> list[int]:
    return [visitor.get(address).status_code for address in ADDRESSES]


def everything_about(page: BasePage) -> list[dict]:
    """Return all columns of the pages of a subtree but those that tell of the place in the tree."""
    moved = {"path", "latest_revision_created_at"}
    pages = BasePage.objects.get(pk=page.pk).get_descendants(inclusive=True).order_by("path")
    return [
        {
            field.attname: field.value_from_object(each)
            for field in each._meta.concrete_fields
            if field.name not in moved
        }
        for each in pages.specific()
    ]


def revisions_of(page: BasePage) -> list[dict]:
    pages = BasePage.objects.get(pk=page.pk).get_descendants(inclusive=True)
    keys = [str(pk) for pk in pages.values_list("pk", flat=True)]
    return list(Revision.page_revisions.filter(object_id__in=keys).order_by("pk").values())


def test_restoring_gives_the_same_pages_revisions_and_addresses_subtree_included(
    section, publisher, visitor
):
    home = section.get_parent()
    order = list(home.get_children().values_list("pk", flat=True))
    before, revisions = everything_about(section), revisions_of(section)
    assert answers(visitor) == [200, 200, 404] * 2

    delete(publisher, section)
    assert answers(visitor) == [404] * 6
    deletion = Deletion.objects.get()
    signed_in(publisher).post(reverse("trash_restore", args=[deletion.pk]))

    assert everything_about(section) == before
    assert revisions_of(section) == revisions
    assert answers(visitor) == [200, 200, 404] * 2
    assert list(home.get_children().values_list("pk", flat=True)) == order
    assert not Deletion.objects.exists()
    assert TrashPage.objects.count() == 1, "The container goes with the deletion."
    assert not BasePage.find_problems()[0]


def test_what_is_below_is_off_the_site_too_and_others_are_told(section, publisher):
    told = []

    def note(sender, instance, signal, **kwargs):
        told.append((signal is page_published, instance.slug))

    for signal in (page_published, page_unpublished):
        signal.connect(note)
    try:
        deletion = trash_page(section, publisher)
        assert not section.get_parent().get_descendants().filter(title="Hija").exists()
        assert not BasePage.objects.filter(slug__in=["seccion", "hija"], live=True).exists()
        restore_page(deletion, publisher)
    finally:
        for signal in (page_published, page_unpublished):
            signal.disconnect(note)
    assert told == [(False, "hija"), (False, "seccion"), (True, "seccion"), (True, "hija")]


def test_the_public_search_feed_and_sitemap_lose_a_page_and_find_it_again(
    section, publisher, visitor
):
    def listed() -> list[bool]:
        return [
            found(visitor, "Seccion") == ["Seccion"],
            "/es/seccion/" in visitor.get("/es/novedades.xml").content.decode(),
            "/es/seccion/" in visitor.get("/sitemap.xml").content.decode(),
        ]

    assert listed() == [True] * 3
    deletion = trash_page(section, publisher)
    assert listed() == [False] * 3
    restore_page(deletion, publisher)
    assert listed() == [True] * 3


def test_a_scheduled_page_is_not_published_while_it_is_in_the_trash(section, publisher):
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    deletion = trash_page(section, publisher)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()

    restore_page(deletion, publisher)

    assert Revision.objects.get(approved_go_live_at__isnull=False) == revision


def test_two_pages_of_the_same_slug_can_be_in_the_trash(section, publisher):
    trash_page(section, publisher)
    trash_page(add_page(title="Seccion"), publisher)
    assert Deletion.objects.count() == 2


def test_an_editor_finds_what_she_deleted_but_only_a_publisher_restores_it(content):
    editor = person(EDITOR)
    draft = add_page(title="Un borrador", live=False, owner=editor)
    delete(editor, draft)
    deletion = Deletion.objects.get()
    browser = signed_in(editor)

    assert "Un borrador" in browser.get(reverse("trash")).content.decode()
    assert browser.post(reverse("trash_restore", args=[deletion.pk])).status_code == 302
    assert Deletion.objects.exists()

    stranger = signed_in(person(EDITOR, "eva@example.org"))
    assert "Un borrador" not in stranger.get(reverse("trash")).content.decode()


def test_several_pages_go_into_the_trash_at_once_each_with_what_is_below_it(section, publisher):
    other = add_page(title="Otra")
    child = section.get_children().get()
    address = reverse("wagtail_bulk_action", args=["pages", "basepage", "delete"])

    ids = f"?id={section.pk}&id={child.pk}&id={other.pk}&next=/admin/"
    signed_in(publisher).post(address + ids)

    assert set(Deletion.objects.values_list("title", flat=True)) == {"Seccion", "Otra"}


def test_nobody_meets_a_page_of_the_trash_in_the_admin(section, publisher):
    root = User.objects.create_superuser("root@example.org")
    deletion = trash_page(section, publisher)
    home = HomePage.objects.get()
    for user in (root, publisher):
        browser = signed_in(user)
        for address in (
            reverse("wagtailadmin_explore_root"),
            reverse("wagtailadmin_explore", args=[home.pk]),
            reverse("wagtailadmin_pages:search") + "?q=Seccion",
            reverse("wagtailadmin_choose_page"),
            reverse("wagtailadmin_choose_page_search") + "?q=Seccion",
            reverse("wagtailadmin_reports:site_history"),
            "/admin/api/main/pages/?fields=*",
        ):
            page = browser.get(address, follow=True)
            assert page.status_code == 200
            links = page.content.decode()
            assert f"/pages/{section.pk}/" not in links, address
            assert f"/pages/{deletion.container_id}/" not in links, address
        answer = browser.get(reverse("wagtailadmin_pages:edit", args=[section.pk]))
        assert answer.status_code == 302
        delete(user, section)
    assert BasePage.objects.filter(pk=section.pk).exists()


def test_after_its_days_the_daily_task_removes_a_page_for_good(section, publisher):
    deletion = trash_page(section, publisher)
    call_command("empty_trash", verbosity=0)
    assert Deletion.objects.exists()

    age(deletion)
    call_command("empty_trash", verbosity=0)

    assert not Deletion.objects.exists()
    assert not BasePage.objects.filter(slug__in=["seccion", "hija", "nieta"]).exists()
    assert TrashPage.objects.count() == 1
    assert not BasePage.find_problems()[0]


def age(deletion: Deletion) -> None:
    """Make a deletion a day older than the trash keeps it."""
    due = timezone.now() - RETENTION - timedelta(days=1)
    Deletion.objects.filter(pk=deletion.pk).update(deleted_at=due)
