"""Nobody does to pages more than their role may by bulk actions."""

import pytest

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.newsroom.digest import digest_of
from oim_portal.newsroom.register import mark_read
from pages.models import ContentPage, HomePage, SectionPage
from tests.factories import add_page
from tests.staff import person, signed_in

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
