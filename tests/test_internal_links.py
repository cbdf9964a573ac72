"""An address of this site becomes a link to its page, which 'what links here' finds."""

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex, Site

from oim_portal.accounts.roles import EDITOR
from pages.internal_links import page_at, with_page_links
from pages.models import BasePage, MissionPage, PortalSettings, ValuesPage

from .factories import add_page
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

MISSION = "/es/quienes-somos/mision/"


@pytest.mark.parametrize(
    "address",
    [
        MISSION,
        "/en/quienes-somos/mision/",
        "/quienes-somos/mision",
        f"http://localhost:8000{MISSION}",
        f" https://localhost{MISSION}",
    ],
)
def test_every_way_to_write_the_address_of_a_page_finds_it(content, address):
    assert page_at(address) == BasePage.objects.get(slug="mision")


@pytest.mark.parametrize(
    "address",
    [
        "/es/nada/",
        "/es/historia/?decada=1970",
        "/es/quienes-somos/mision/#bloque",
        f"https://www.example.org{MISSION}",
        "mailto:ana@example.org",
        "http://[",
        "http://localhost:99999/",
        "",
    ],
)
def test_what_is_no_page_stays_an_address(content, address):
    assert page_at(address) is None
    html = f'<p><a href="{address}">Ver</a></p>'
    assert with_page_links(html) == html


def test_the_front_page_is_a_page_too(content):
    assert page_at("/es/") == Site.objects.get().root_page


def test_links_in_texts_and_blocks_are_found_by_what_links_here(content):
    mission = MissionPage.objects.get()
    text = f'<p><a href="http://localhost:8000{MISSION}">La misión</a></p>'
    call = {"text": "Ver", "note": "", "page": None, "document": None, "address": MISSION}
    line = {"heading": "¿Cuál?", "text": text}
    blocks = [
        {"type": "paragraph", "value": text, "id": "p-1"},
        {"type": "call_to_action", "value": call, "id": "c-1"},
        {"type": "accordion", "value": [{"type": "item", "value": line, "id": "i-1"}]},
    ]
    page = add_page(body_es=blocks)
    page.refresh_from_db()
    paragraph, button, accordion = page.body_es
    assert f'id="{mission.pk}"' in paragraph.value.source
    assert f'id="{mission.pk}"' in accordion.value[0]["text"].source
    assert (button.value["page"].pk, button.value["address"]) == (mission.pk, "")
    assert paragraph.id == "p-1"
    using = [place.pk for place, _references in ReferenceIndex.get_grouped_references_to(mission)]
    assert page.pk in using
    usage = reverse("wagtailadmin_pages:usage", args=[mission.pk])
    assert page.title in signed_in(person(EDITOR)).get(usage).text


def test_a_draft_and_the_settings_are_converted_too(content):
    mission, values = MissionPage.objects.get(), ValuesPage.objects.get()
    values.body_es = f'<p><a href="{MISSION}">La misión</a></p>'
    values.full_clean()
    draft = values.save_revision().as_object()
    assert 'linktype="page"' in draft.body_es
    settings = PortalSettings.objects.create(
        site=Site.objects.get(), footer_es=f'<p><a href="{MISSION}">La misión</a></p>'
    )
    settings.refresh_from_db()
    assert f'id="{mission.pk}"' in settings.footer_es
