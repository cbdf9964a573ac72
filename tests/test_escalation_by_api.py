"""Nobody does to pages more than their role may: by the admin's API, copies or bulk actions."""

import pytest

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from pages.models import ContentPage, HomePage, SectionPage
from tests.staff import person, signed_in

pytestmark = pytest.mark.django_db


def page_for(action: str) -> ContentPage:
    """Return a published page below a section; a draft, if it is to be published."""
    page = ContentPage(title="Una página", slug="una-pagina", live=action != "publish")
    SectionPage.objects.first().add_child(instance=page)
    page.save_revision()
    return page


def state(page: ContentPage) -> dict | None:
    """Return what an action may change; None once the page is deleted."""
    return ContentPage.objects.filter(pk=page.pk).values("live", "path").first()


def to_home() -> dict:
    return {"destination_page_id": HomePage.objects.get().pk, "position": "last-child"}


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
@pytest.mark.parametrize(("role", "may"), [(EDITOR, False), (PUBLISHER, True)])
def test_the_api_of_the_admin_does_for_publishers_what_it_does_not_for_editors(action, role, may):
    page = page_for(action)
    before = state(page)
    signed_in(person(role)).post(
        f"/admin/api/main/pages/{page.pk}/action/{action}/",
        to_home() if action == "move" else {},
        content_type="application/json",
    )
    assert (state(page) != before) is may


@pytest.mark.parametrize("action", ["copy", "create_alias"])
def test_an_editors_copy_of_a_published_page_is_not_public(action):
    page = page_for("copy")
    signed_in(person(EDITOR)).post(
        f"/admin/api/main/pages/{page.pk}/action/{action}/",
        to_home() | {"slug": "copia", "keep_live": True, "update_slug": "copia"},
        content_type="application/json",
    )
    assert not ContentPage.objects.filter(live=True).exclude(pk=page.pk).exists()


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
@pytest.mark.parametrize(("role", "may"), [(EDITOR, False), (PUBLISHER, True)])
def test_a_bulk_action_does_for_publishers_what_it_does_not_for_editors(action, role, may):
    page = page_for(action)
    before = state(page)
    home = HomePage.objects.get().pk
    signed_in(person(role)).post(
        f"/admin/bulk/pages/basepage/{action}/?id={page.pk}",
        # As the second form sends it, which lists what will change.
        {"chooser": home, "shown_for": home} if action == "move" else {},
    )
    assert (state(page) != before) is may
