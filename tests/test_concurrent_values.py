"""Two people on one snippet or setting: the second sees the first one's text, and chooses."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry, Site

from history.models import Theme
from oim_portal.accounts.models import User
from pages.models import PortalSettings
from tests.edit_forms import form_of
from tests.staff import signed_in


@pytest.fixture
def root(content):
    return signed_in(User.objects.create_superuser("root@example.org", first_name="Ana"))


def snippet() -> tuple[str, object, str]:
    theme = Theme.objects.first()
    return reverse("wagtailsnippets_history_theme:edit", args=[theme.pk]), theme, "name_es"


def setting() -> tuple[str, object, str]:
    site = Site.objects.get()
    settings = PortalSettings.for_site(site)
    address = reverse("wagtailsettings:edit", args=["pages", "portalsettings", site.pk])
    return address, settings, "organisation_es"


@pytest.mark.parametrize("which", [snippet, setting])
def test_a_form_that_is_out_of_date_is_shown_beside_what_is_saved(root, which):
    address, thing, name = which()
    first, second = form_of(root, address), form_of(root, address)
    assert root.post(address, first | {name: "De Ana"}).status_code == 302

    screen = root.post(address, second | {name: "De Luis"})

    thing.refresh_from_db()
    assert getattr(thing, name) == "De Ana"
    assert "De Ana" in screen.content.decode()
    assert "De Luis" in screen.content.decode()
    kept = ModelLogEntry.objects.get(action="portal.kept_values").data
    assert kept["stored"][name] == "De Ana"
    assert [name, "De Luis"] in kept["posted"]

    assert root.post(address, form_of(root, screen)).status_code == 302
    thing.refresh_from_db()
    assert getattr(thing, name) == "De Luis"


@pytest.mark.parametrize("which", [snippet, setting])
def test_one_s_own_next_save_is_not_out_of_date(root, which):
    address, thing, name = which()
    for text in ("Uno", "Dos"):
        assert root.post(address, form_of(root, address) | {name: text}).status_code == 302
    thing.refresh_from_db()
    assert getattr(thing, name) == "Dos"
