"""A version gets a name that a person would look for, and the history leads back to it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from oim_portal.accounts.roles import EDITOR
from pages.models import ContentPage

from .factories import add_page, publish_page
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

NAME = "Antes de la campaña de mayo"


@pytest.fixture
def editor():
    return signed_in(person(EDITOR))


@pytest.fixture
def campaign(content) -> ContentPage:
    campaign = add_page(title="Una página", lead_es="Antes")
    publish_page(campaign)
    campaign.lead_es = "Después"
    publish_page(campaign)
    return campaign


def test_an_older_version_is_named_and_found_in_the_history(editor, campaign):
    older = campaign.revisions.order_by("pk").first()
    edit = reverse("wagtailadmin_pages:edit", args=[campaign.pk])
    address = reverse("review_name_version", args=[campaign.pk])
    assert address in editor.get(edit).text
    form = BeautifulSoup(editor.get(address).content, "html.parser")
    offered = [option["value"] for option in form.select("[name=revision] option")]
    assert offered == [str(campaign.latest_revision_id), str(older.pk)]

    history = editor.post(address, {"name": NAME, "revision": older.pk})["Location"]
    soup = BeautifulSoup(editor.get(history).content, "html.parser")
    row = next(row for row in soup.select("tbody tr") if NAME in row.get_text())
    review = reverse("wagtailadmin_pages:revisions_revert", args=[campaign.pk, older.pk])
    assert row.select_one(f'a[href="{review}"]')
    assert "Antes" in editor.get(review).text


def test_a_version_of_another_page_and_an_empty_name_are_refused(editor, campaign):
    address = reverse("review_name_version", args=[campaign.pk])
    other = add_page(title="Otra")
    others = other.save_revision().pk
    for data in (
        {"name": NAME, "revision": others},
        {"name": " ", "revision": campaign.latest_revision_id},
    ):
        assert editor.post(address, data).status_code == 200
    history = reverse("wagtailadmin_pages:history", args=[campaign.pk])
    assert NAME not in editor.get(history).text
