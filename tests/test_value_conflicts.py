"""Two people on one snippet or setting: the second sees the first one's text, and chooses."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry, Site

from history.models import Theme
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR
from pages.models import PortalSettings

from .edit_forms import form_of
from .staff import person, signed_in


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


@pytest.fixture
def luis(content):
    return signed_in(User.objects.create_superuser("luis@example.org", first_name="Luis"))


def two_forms(root, luis, address, hers: dict, his: dict):
    """Let both open a form and save it, Ana first; return where Luis is led."""
    first, second = form_of(root, address), form_of(luis, address)
    assert root.post(address, first | hers).status_code == 302
    return luis.post(address, second | his)["Location"]


@pytest.mark.parametrize("which", [snippet, setting])
def test_a_form_that_is_out_of_date_is_kept_and_shown_beside_what_is_saved(root, luis, which):
    address, thing, name = which()
    conflict = two_forms(root, luis, address, {name: "De Ana"}, {name: "De Luis"})

    thing.refresh_from_db()
    assert getattr(thing, name) == "De Ana"
    screen = luis.get(conflict).content.decode()
    for words in ("De Ana", "De Luis", "Ana", "Luis"):
        assert words in screen
    assert root.get(conflict).status_code == 200, "Whoever may edit it finds both texts."
    assert conflict in root.get(reverse("wagtailadmin_reports:site_history")).content.decode()


@pytest.mark.parametrize("which", [snippet, setting])
def test_either_text_is_taken_by_one_press_and_the_other_one_comes_back_by_another(
    root, luis, which
):
    address, thing, name = which()
    conflict = two_forms(root, luis, address, {name: "De Ana"}, {name: "De Luis"})

    luis.post(conflict, form_of(luis, conflict) | {"choice": "theirs"})
    thing.refresh_from_db()
    assert getattr(thing, name) == "De Ana"
    luis.post(conflict, form_of(luis, conflict) | {"choice": "mine"})
    thing.refresh_from_db()
    assert getattr(thing, name) == "De Luis"

    replaced = ModelLogEntry.objects.filter(action="portal.kept_values").latest("pk")
    back = reverse("values_conflict", args=[replaced.pk])
    root.post(back, form_of(root, back))
    thing.refresh_from_db()
    assert getattr(thing, name) == "De Ana"


def test_fields_and_rows_are_merged_and_what_only_one_changed_is_chosen_already(root, luis):
    address, thing, _name = setting()
    row = {"name": "Facebook", "url": "https://facebook.com/oim", "id": "", "ORDER": "1"}
    rows = {f"networks-0-{name}": value for name, value in row.items()}
    conflict = two_forms(
        root,
        luis,
        address,
        {"organisation_es": "De Ana", "site_name_en": "1", "networks-TOTAL_FORMS": "1"} | rows,
        {"organisation_es": "De Luis", "site_name_es": "De Luis"},
    )

    form = form_of(luis, conflict)
    choices = {name: value for name, value in form.items() if name.startswith("take-")}
    assert choices == {
        "take-site_name_es": "mine",
        "take-site_name_en": "theirs",
        "take-organisation_es": "mine",
        "take-networks": "theirs",
    }
    luis.post(conflict, form)

    merged = PortalSettings.objects.get(pk=thing.pk)
    assert (merged.organisation_es, merged.site_name_en) == ("De Luis", "1")
    assert merged.site_name_es == "De Luis"
    assert [network.name for network in merged.networks.all()] == ["Facebook"]

    luis.post(conflict, form_of(luis, conflict) | {"take-networks": "mine"})
    assert not PortalSettings.objects.get(pk=thing.pk).networks.exists()


def test_a_choice_that_cannot_be_saved_says_why_and_one_that_is_out_of_date_is_asked_again(
    root, luis
):
    address, thing, name = snippet()
    taken = Theme.objects.exclude(pk=thing.pk).first()
    slug = taken.slug
    conflict = two_forms(root, luis, address, {name: "De Ana"}, {"slug": "libre"})
    shown = form_of(luis, conflict)
    Theme.objects.filter(pk=taken.pk).update(slug="libre")
    assert luis.post(conflict, shown).status_code == 200
    Theme.objects.filter(pk=taken.pk).update(slug=slug)

    Theme.objects.filter(pk=thing.pk).update(name_es="Otra vez")
    assert luis.post(conflict, shown)["Location"] == conflict
    thing.refresh_from_db()
    assert (thing.name_es, thing.slug == "libre") == ("Otra vez", False)


def test_a_form_with_errors_that_is_out_of_date_comes_back_first_and_stays_so(root, luis):
    address, thing, name = snippet()
    first, second = form_of(root, address), form_of(luis, address)
    root.post(address, first | {name: "De Ana"})
    answer = luis.post(address, second | {name: "De Luis", "slug": ""})
    form = form_of(luis, answer)
    assert form[name] == "De Luis"
    assert "/conflicto/" in luis.post(address, form | {"slug": thing.slug})["Location"]
    thing.refresh_from_db()
    assert thing.name_es == "De Ana"


def test_who_may_not_edit_a_setting_does_not_see_its_texts(root, luis):
    conflict = two_forms(root, luis, setting()[0], {"site_name_es": "1"}, {"site_name_es": "2"})
    editor = signed_in(person(EDITOR, "eva@example.org"))
    assert editor.get(conflict).status_code == 302


@pytest.mark.parametrize("which", [snippet, setting])
def test_one_s_own_next_save_is_not_out_of_date(root, which):
    address, thing, name = which()
    for text in ("Uno", "Dos"):
        assert root.post(address, form_of(root, address) | {name: text}).status_code == 302
    thing.refresh_from_db()
    assert getattr(thing, name) == "Dos"
