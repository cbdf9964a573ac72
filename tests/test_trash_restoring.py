"""A deleted page whose place is gone or taken comes back by a way that is said."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission
from wagtail.users.models import UserProfile

from history.models import HistoryPage
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.trash.models import RETENTION, Deletion
from oim_portal.trash.page_moves import trash_page
from pages.models import BasePage, ContentPage, HomePage, MissionPage
from pages.models.publishing_guard import publishing_reason

from .factories import add_page, publish_page
from .staff import person, signed_in


@pytest.fixture
def section(content) -> ContentPage:
    """A published page with another below it."""
    section = add_page(title="Seccion", lead_es="Dos")
    publish_page(section)
    publish_page(add_page(section, "Hija"))
    return ContentPage.objects.get(pk=section.pk)


@pytest.fixture
def publisher() -> User:
    return person(PUBLISHER)


def english(browser, address: str) -> str:
    """Return a screen of the admin for somebody who reads it in English."""
    user = User.objects.get(pk=browser.session["_auth_user_id"])
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    return browser.get(address).content.decode()


def age(deletion: Deletion) -> None:
    """Make a deletion a day older than the trash keeps it."""
    due = timezone.now() - RETENTION - timedelta(days=1)
    Deletion.objects.filter(pk=deletion.pk).update(deleted_at=due)


def test_when_the_address_is_taken_the_publisher_is_told_and_chooses_another(section, publisher):
    deletion = trash_page(section, publisher)
    add_page(title="Seccion")
    browser = signed_in(publisher)
    address = reverse("trash_restore", args=[deletion.pk])

    assert "Another page has taken its address" in english(browser, address)
    again = {"parent": section.get_parent().pk, "slug": "seccion"}
    assert browser.post(address, again).status_code == 200
    assert Deletion.objects.exists()
    browser.post(address, again | {"slug": "seccion-2"})

    page = ContentPage.objects.get(pk=section.pk)
    assert (page.slug, page.live, page.lead_es) == ("seccion-2", True, "Dos")
    assert page.get_latest_revision_as_object().slug == "seccion-2"
    assert page.get_children().get().url_path == f"{page.url_path}hija/"


def restore_address(deletion: Deletion) -> str:
    return reverse("trash_restore", args=[deletion.pk])


@pytest.fixture
def child_first(section, publisher) -> tuple[Deletion, Deletion]:
    """A page that was deleted before the page under which it stood."""
    child = section.get_children().get()
    of_child = trash_page(child, publisher)
    return of_child, trash_page(ContentPage.objects.get(pk=section.pk), publisher)


def test_when_the_parent_is_in_the_trash_it_is_restored_first_and_the_page_after_it(
    child_first, section, publisher
):
    of_child, of_section = child_first
    browser = signed_in(publisher)
    shown = english(browser, restore_address(of_child))
    assert "is in the bin too. Restore that first." in shown
    first = f"{restore_address(of_section)}?next={restore_address(of_child)}"
    assert f'href="{first}"' in shown

    assert browser.post(first).url == restore_address(of_child)
    assert "help-warning" not in english(browser, restore_address(of_child))
    browser.post(restore_address(of_child))

    assert BasePage.objects.get(pk=of_child.page_id).get_parent().pk == section.pk


def test_when_the_parent_is_in_the_trash_the_page_may_stand_elsewhere(child_first, publisher):
    of_child, _of_section = child_first
    home = HomePage.objects.get()
    signed_in(publisher).post(restore_address(of_child), {"parent": home.pk, "slug": "hija"})
    assert BasePage.objects.get(pk=of_child.page_id).get_parent().pk == home.pk


def test_when_the_parent_is_gone_for_good_another_place_is_asked_for(
    child_first, section, publisher
):
    of_child, of_section = child_first
    age(of_section)
    call_command("empty_trash", verbosity=0)
    browser = signed_in(publisher)

    assert "does not exist any more. Choose another one." in english(
        browser, restore_address(of_child)
    )
    home = HomePage.objects.get()
    browser.post(restore_address(of_child), {"parent": home.pk, "slug": "hija"})

    assert BasePage.objects.get(pk=of_child.page_id).get_parent().pk == home.pk


def test_when_no_page_can_hold_it_the_kind_of_page_to_add_is_named(content, publisher):
    history = HistoryPage.objects.get()
    of_event = trash_page(history.get_children().first(), publisher)
    of_history = trash_page(history, publisher)
    browser = signed_in(publisher)
    shown = english(browser, restore_address(of_event))
    assert "Restore that first" in shown
    assert "id_slug" not in shown
    assert browser.post(restore_address(of_event), {"parent": 1, "slug": "x"}).status_code == 200

    age(of_history)
    call_command("empty_trash", verbosity=0)

    assert "Add a page of this kind first: History" in english(browser, restore_address(of_event))
    assert browser.post(restore_address(of_event)).status_code == 200
    assert Deletion.objects.get() == of_event


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("elsewhere in the bin", "is in the bin itself"),
        ("of another kind", "cannot hold a page of this kind. These can:"),
        ("deleted meanwhile", "does not exist any more"),
        ("without rights", "You may not publish under"),
    ],
)
def test_a_place_that_will_not_do_is_refused_with_the_reason(child_first, publisher, place, said):
    of_child, of_section = child_first
    if place == "without rights":
        may_publish = GroupPagePermission.objects.filter(group__name=PUBLISHER)
        section = add_page(HomePage.objects.get(), "Suya")
        may_publish.update(page=section)
    parents = {
        "elsewhere in the bin": of_section.page_id,
        "of another kind": MissionPage.objects.get().pk,
        "deleted meanwhile": 10**6,
        "without rights": HomePage.objects.get().pk,
    }
    browser = signed_in(publisher)
    english(browser, reverse("trash"))  # from now on
    answer = browser.post(restore_address(of_child), {"parent": parents[place], "slug": "hija"})
    assert answer.status_code == 200
    assert said in unescape(answer.content.decode())
    assert Deletion.objects.filter(pk=of_child.pk).exists()


def test_a_slug_with_an_accent_is_written_plain(section, publisher):
    accented, other = add_page(title="Integración"), add_page(title="Otra")
    accented.slug = "integración"
    with publishing_reason("test"):
        accented.save()
    deletion = trash_page(accented, publisher)
    other.slug = "integración"
    with publishing_reason("test"):
        other.save()
    browser = signed_in(publisher)
    assert 'value="integracion-1"' in english(browser, restore_address(deletion))
    home = HomePage.objects.get()
    browser.post(restore_address(deletion), {"parent": home.pk, "slug": "integración-1"})
    assert ContentPage.objects.get(pk=accented.pk).slug == "integracion-1"


def test_what_was_restored_meanwhile_is_said_to_be_so(section, publisher):
    deletion = trash_page(section, publisher)
    browser = signed_in(publisher)
    address = restore_address(deletion)
    browser.post(address)
    for answer in (browser.post(address), browser.get(address)):
        assert answer.url == reverse("trash")
    assert ContentPage.objects.get(pk=section.pk).live
