"""The accessibility statement and the privacy page: drafts that wait for the office."""

import pytest
from django.core.management import call_command

from history.models import HistoryEventPage
from oim_portal.initial_content.models import LoadedItem
from oim_portal.media.deletion import delete_permanently
from pages.blocks.video import PLAYERS
from pages.models import BasePage, ContentPage, HomePage

from .factories import publish_page
from .html import page as read, text_of, texts

pytestmark = pytest.mark.django_db

SLUGS = ("accesibilidad", "privacidad")
LANGUAGES = ("es", "en")
FOR_THE_OFFICE = {"es": "[La oficina debe completar: ", "en": "[The office has to complete: "}


def draft(slug: str) -> ContentPage:
    """The draft as an editor opens it."""
    page = ContentPage.objects.get(slug=slug)
    assert not page.live
    return page.get_latest_revision_as_object()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_draft_stands_below_the_front_page_in_both_languages(content, slug):
    page = draft(slug)
    assert page.get_parent().specific == HomePage.objects.get()
    assert page.translated_languages() == list(LANGUAGES)
    blocks = {language: getattr(page, f"body_{language}") for language in LANGUAGES}
    shapes = [[(block.block_type, block.id) for block in blocks[each]] for each in LANGUAGES]
    assert shapes[0] == shapes[1]
    assert page.lead_es != page.lead_en


@pytest.mark.parametrize("slug", SLUGS)
def test_nobody_sees_a_draft(content, visitor, slug):
    for language in LANGUAGES:
        assert visitor.get(f"/{language}/{slug}/").status_code == 404
        home = visitor.get(f"/{language}/").content.decode()
        feed = visitor.get(f"/{language}/novedades.xml").content.decode()
        assert slug not in home + feed
    assert slug not in visitor.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_office_can_complete_and_publish_it(content, visitor, slug):
    page = draft(slug)
    page.full_clean()
    publish_page(page)
    for language in LANGUAGES:
        soup = read(visitor, f"/{language}/{slug}/")
        main = soup.select_one("main")
        assert text_of(main.h1) == getattr(page, f"display_title_{language}")
        assert len(texts(main, "h2")) >= 5
        assert FOR_THE_OFFICE[language] in text_of(main)
        assert main.select(f'.content[lang]:not([lang="{language}"])') == []
        # Published, it is still not in the menu unless the office puts it there.
        assert soup.select(f'.menu a[href$="/{slug}/"]') == []


def test_a_deleted_draft_stays_away(content):
    with delete_permanently():
        ContentPage.objects.get(slug="privacidad").delete()
    call_command("load_initial_content", verbosity=0)
    assert not BasePage.objects.filter(slug="privacidad").exists()


def test_a_page_that_staff_made_at_that_address_is_left_alone(content):
    with delete_permanently():
        ContentPage.objects.get(slug="privacidad").delete()
    LoadedItem.objects.get(key="draft:privacy").delete()
    own = ContentPage(title="Nuestra página", slug="privacidad")
    HomePage.objects.get().add_child(instance=own)
    call_command("load_initial_content", verbosity=0)
    assert ContentPage.objects.get(slug="privacidad").title == "Nuestra página"


def test_the_privacy_page_names_every_video_provider_and_sharing_network(content, visitor):
    whatsapp = dict.fromkeys(LANGUAGES, "WhatsApp")
    networks = {"https://wa.me": whatsapp, "mailto:": {"es": "correo electrónico", "en": "e-mail"}}
    event = HistoryEventPage.objects.live().first()
    links = read(visitor, event.url_in("es")).select(".sharing .sharing__links a")
    used = [networks[link["href"].split("/?")[0].split("?")[0]] for link in links]
    assert used
    for language in LANGUAGES:
        text = str(getattr(draft("privacidad"), f"body_{language}"))
        for name in [*PLAYERS, *(each[language] for each in used)]:
            assert name in text
