"""Nobody does to pages more than their role may by bulk actions."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import Collection

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.media.models import PortalImage
from oim_portal.publishing.digest import digest_of
from oim_portal.publishing.register import mark_read
from pages.models import ContentPage, HomePage, SectionPage

from .factories import add_page
from .pictures import encoded, scene, upload
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


def page_for(action: str) -> ContentPage:
    """Return a published page below a section; a draft, if it is to be published."""
    page = add_page(SectionPage.objects.first(), "Una página", live=action != "publish")
    page.save_revision()
    return page


def state(page: ContentPage) -> dict | None:
    """Return what an action may change; None once the page is deleted."""
    return ContentPage.objects.filter(pk=page.pk).values("live", "path").first()


def to_home() -> dict:
    return {"destination_page_id": HomePage.objects.get().pk, "position": "last-child"}


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
@pytest.mark.parametrize(("role", "may"), [(EDITOR, False), (PUBLISHER, True)])
def test_a_bulk_action_does_for_publishers_what_it_does_not_for_editors(action, role, may):
    page = page_for(action)
    before = state(page)
    if action == "publish":
        mark_read(page, digest_of(page), person(EDITOR, "lee@example.org"))
    home = HomePage.objects.get().pk
    signed_in(person(role)).post(
        f"/admin/bulk/pages/basepage/{action}/?id={page.pk}",
        # As the second form sends it, which lists what will change.
        {"chooser": home, "shown_for": home} if action == "move" else {},
    )
    assert (state(page) != before) is may


def test_all_that_a_filter_shows_of_the_pictures_is_deleted_and_nothing_else(content):
    fairs = Collection.get_first_root_node().add_child(name="Ferias")
    data = encoded(scene(), "png")
    in_it, outside, named = (
        PortalImage.objects.create(
            title=title, file=upload(data, "a.png"), consent="nobody", collection=collection
        )
        for title, collection in [
            ("Feria", fairs),
            ("Taller", Collection.get_first_root_node()),
            ("Zarzaparrilla", Collection.get_first_root_node()),
        ]
    )
    client = signed_in(person(PUBLISHER))
    for shown in ({"childOf": fairs.pk}, {"q": "Zarzaparrilla"}):
        address = reverse("wagtail_bulk_action", args=["media", "portalimage", "delete"])
        client.post(f"{address}?{urlencode({'id': 'all'} | shown)}")
    in_it.refresh_from_db()
    named.refresh_from_db()
    outside.refresh_from_db()
    assert in_it.is_in_trash
    assert named.is_in_trash
    assert not outside.is_in_trash
