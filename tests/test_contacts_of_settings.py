"""What the settings held of contacts becomes drafts of contact points; nothing becomes public."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse
from wagtail.models import Site

from oim_portal.accounts.models import User
from oim_portal.media.deletion import delete_permanently
from pages.kinds.help.models import ContactPage, ContactPoint, HelpIndexPage
from pages.models import BasePage

from .staff import signed_in

pytestmark = pytest.mark.django_db
MIGRATION = import_module("pages.kinds.help.migrations.0002_points_from_settings_data")
COLUMNS = ["address", "address_es", "address_en", "phone", "email"]


@pytest.fixture
def before(content):
    """The models before the migration, with the columns that the settings had then."""
    with connection.cursor() as cursor:
        for name in COLUMNS:
            cursor.execute(f"ALTER TABLE pages_portalsettings ADD COLUMN {name} text DEFAULT ''")
        # Added since, so that the models before know nothing of it.
        cursor.execute("ALTER TABLE pages_portalsettings ALTER COLUMN apply_hosts SET DEFAULT ''")
    loader = MigrationLoader(connection)
    before = [(MIGRATION.Migration.dependencies[0]), ("pages", "0005_home_page")]
    return loader.project_state(before).apps


def settings(apps, **contacts: str) -> None:
    model = apps.get_model("pages", "PortalSettings")
    model.objects.create(site_id=Site.objects.get().pk, **contacts)


def test_each_contact_is_a_draft_below_the_help_index(before, visitor):
    settings(before, phone="02 212 3456", email="a@example.org", address_es="Calle\nQuito")
    MIGRATION.make_points(before, None)
    MIGRATION.make_points(before, None)
    points = {point.channel: point for point in ContactPoint.objects.all()}
    assert {name: point.value for name, point in points.items()} == {
        "telefono": "02 212 3456",
        "correo": "a@example.org",
        "lugar": "",
    }
    assert points["lugar"].place_es == "Calle\nQuito"
    assert {point.live for point in points.values()} == {False}
    assert {point.get_parent().specific for point in points.values()} == {
        HelpIndexPage.objects.get()
    }
    assert "212" not in visitor.get("/es/").text
    root = signed_in(User.objects.create_superuser("root@example.org"))
    for point in points.values():
        url = reverse("wagtailadmin_pages:edit", args=[point.pk])
        assert root.get(url, follow=True).status_code == 200
    assert BasePage.find_problems() == ([], [], [], [], [])


def test_pages_that_the_drafts_need_are_made_as_drafts(before):
    with delete_permanently():
        for page in (*HelpIndexPage.objects.all(), *ContactPage.objects.all()):
            page.delete()
    settings(before, phone="911")
    MIGRATION.make_points(before, None)
    assert [page.live for page in HelpIndexPage.objects.all()] == [False]
    assert [page.live for page in ContactPage.objects.all()] == [False]
    assert ContactPoint.objects.get().url_path.endswith("/ayuda/telefono/")
    assert BasePage.find_problems() == ([], [], [], [], [])


def test_empty_settings_make_nothing(before):
    settings(before)
    MIGRATION.make_points(before, None)
    assert not ContactPoint.objects.exists()
