"""The short ways of the admin's first screen: who is offered what, and what each does."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import PageLogEntry

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from oim_portal.publishing.scheduling import tomorrow_morning
from oim_portal.publishing.undo import go_back, previous_publication, with_previous_publication
from pages.models import BasePage, ContentPage, HomePage

from .factories import add_page, publish_page
from .publishing_steps import press
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(content) -> ContentPage:
    """A page that was published twice, the second time by a person."""
    page = add_page(lead_es="Primero")
    publish_page(page)
    page.lead_es = "Después"
    publish_page(page, user=person(EDITOR, "eva@example.org"), log_action=True)
    page.refresh_from_db()
    return page


def links(client) -> list[str]:
    screen = client.get(reverse("wagtailadmin_home")).content
    return [
        a["href"] for a in BeautifulSoup(screen, "html.parser").select("#quick-actions-content a")
    ]


def test_each_person_is_offered_what_they_may_do(page):
    undo = reverse("undo_publication", args=[page.pk])
    invite = reverse("wagtailusers_users:add")
    editor, publisher, administrator = (
        links(signed_in(person(role, f"{role.lower()}@example.org")))
        for role in (EDITOR, PUBLISHER, ADMINISTRATOR)
    )
    assert undo not in editor
    assert undo in publisher
    assert invite not in publisher
    assert invite in administrator
    add_page = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", HomePage.objects.get().pk]
    )
    assert add_page in editor
    assert reverse("alert") in publisher
    assert reverse("alert") not in editor


def test_only_publishers_undo_and_schedule(page):
    editor = signed_in(person(EDITOR))
    for name in ("undo_publication", "publish_tomorrow"):
        editor.post(reverse(name, args=[page.pk]), {"live": page.live_revision_id})
    page.refresh_from_db()
    assert page.lead_es == "Después"
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_going_back_twice_changes_nothing_and_loses_nothing(page):
    luis = person(PUBLISHER)
    go_back(page, previous_publication(page), luis)
    page.refresh_from_db()
    assert page.lead_es == "Primero"
    assert not page.has_unpublished_changes
    go_back(page, previous_publication(page), luis)
    page.refresh_from_db()
    assert page.lead_es == "Después"
    assert page.revisions.count() == 4


def test_a_page_that_was_published_once_has_nothing_to_undo(content):
    page = add_page()
    publish_page(page)
    page.refresh_from_db()
    assert previous_publication(page) is None
    assert not with_previous_publication(BasePage.objects.filter(pk=page.pk)).exists()
    publisher = signed_in(person(PUBLISHER))
    address = reverse("undo_publication", args=[page.pk])
    assert not BeautifulSoup(publisher.get(address).content, "html.parser").select("main form")
    assert publisher.post(address).status_code == 404


def test_what_the_first_content_added_later_is_no_press_to_undo(page):
    by_nobody = add_page(title="Primer contenido", lead_es="Antes")
    publish_page(by_nobody)
    publish_page(by_nobody)
    by_nobody.refresh_from_db()
    assert previous_publication(by_nobody) is None
    offered = with_previous_publication(BasePage.objects.all())
    assert list(offered) == [page.basepage_ptr]
    User.objects.filter(email="eva@example.org").delete()  # and what she did can still be undone
    assert previous_publication(page)
    assert list(offered.all()) == [page.basepage_ptr]


def test_a_publication_of_meanwhile_is_not_undone_unseen(page):
    publisher = signed_in(person(PUBLISHER))
    seen = page.live_revision_id
    page.lead_es = "Mientras tanto"
    publish_page(page)
    publisher.post(reverse("undo_publication", args=[page.pk]), {"live": seen})
    page.refresh_from_db()
    assert page.lead_es == "Mientras tanto"


def test_the_history_says_which_version_came_back(page):
    go_back(page, previous_publication(page), person(PUBLISHER))
    entries = PageLogEntry.objects.filter(page=page)
    assert entries.filter(action="wagtail.publish").count() == 3
    assert entries.filter(action="wagtail.revert").exists()


def buttons(client, address: str) -> list[tuple[str | None, str | None]]:
    """Return name and value of what ends the form, in the order of the tabulator key."""
    form = BeautifulSoup(client.get(address, follow=True).content, "html.parser")
    return [(b.get("name"), b.get("value")) for b in form.select(".footer button[type=submit]")]


def test_the_button_that_finishes_the_work_stands_beside_the_one_that_saves(page):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor, publisher = (
        signed_in(person(role, f"{role.lower()}@example.org")) for role in (EDITOR, PUBLISHER)
    )
    # Enter in a field presses the first button, which must not publish.
    assert [name for name, _value in buttons(editor, address)[:2]] == [None, "action-submit"]
    assert buttons(publisher, address)[:3] == [
        (None, None),
        ("action-publish", "corrects-an-error"),
        ("action-publish", "is-urgent"),
    ]
    assert not any(name == "action-publish" for name, _value in buttons(editor, address))


def test_a_public_page_stays_as_it_is_until_tomorrow_morning(page):
    # A version from before the page was public, of a page that somebody opened before.
    page.live_revision, page.lead_es = None, "Mañana"
    page.save_revision()
    publisher = signed_in(person(PUBLISHER))
    press(publisher, reverse("publish_tomorrow", args=[page.pk]), "publish")
    page.refresh_from_db()
    assert (page.live, page.lead_es) == (True, "Después")
    scheduled = page.revisions.get(approved_go_live_at__isnull=False)
    assert scheduled.approved_go_live_at == tomorrow_morning()
    assert scheduled.as_object().lead_es == "Mañana"
