"""'Use as a pattern': what a page made after another takes along, what it does not, and who may."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from history.models import HistoryEventPage
from oim_portal.accounts.roles import EDITOR
from pages.kinds.news.models import Correction, NewsPage
from pages.kinds.publications.models import PublicationFile, PublicationPage
from pages.models import BasePage, ContentPage, HomePage, MissionPage, TranslationState
from pages.translations.states import confirm

from .factories import add_page, publish_page
from .kind_content import add_document, add_kind
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

TITLE = "Comunicado de mayo"


def address(page: BasePage) -> str:
    return reverse("use_as_pattern", args=[page.pk])


def made_after(page: BasePage, client, title: str = TITLE) -> BasePage:
    """Make a page after another in the admin, and return its draft."""
    response = client.post(address(page), {"title": title})
    made = BasePage.objects.latest("pk").specific
    assert response.url == reverse("wagtailadmin_pages:edit", args=[made.pk])
    return made.get_latest_revision_as_object()


@pytest.fixture
def editor(content):
    return signed_in(person(EDITOR))


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(
        title="Comunicado de abril",
        display_title_en="April",
        lead_es="La oficina informa.",
        lead_en="The office informs.",
        seo_title_es="Abril en la oficina",
        search_description_en="All about April",
        show_in_menus=True,
        sensitive=True,
        review_on=date(2026, 5, 1),
        responsible=person(EDITOR, "eva@example.org"),
        go_live_at=timezone.now() - timedelta(days=9),
        expire_at=timezone.now() + timedelta(days=90),
        locked=True,
    )
    page.body_es = page.body_es.stream_block.normalize(
        [("heading", {"text": "Datos", "level": "h2"}), ("paragraph", "<p>Hubo 12 talleres.</p>")]
    )
    publish_page(page)
    page.refresh_from_db()
    confirm(
        TranslationState.objects.of(page).get(language="en"),
        page,
        person(EDITOR, "paz@example.org"),
    )
    return page


def test_a_draft_has_the_blocks_and_texts_of_its_pattern_and_is_as_sensitive(editor, page):
    draft = made_after(page, editor)
    assert (draft.title, draft.slug, draft.get_parent()) == (
        TITLE,
        "comunicado-de-mayo",
        page.get_parent(),
    )
    assert (draft.lead_es, draft.lead_en) == (page.lead_es, page.lead_en)
    assert [(each.block_type, str(each.value)) for each in draft.body_es] == [
        (each.block_type, str(each.value)) for each in page.body_es
    ]
    assert draft.sensitive


def test_what_belongs_to_one_page_stays_behind(editor, page):
    draft = made_after(page, editor)
    assert not draft.live
    assert not ContentPage.objects.get(pk=draft.pk).live
    assert not any((draft.display_title_en, draft.seo_title_es, draft.search_description_en))
    assert not draft.show_in_menus
    assert not draft.locked
    dates = (draft.review_on, draft.go_live_at, draft.expire_at, draft.first_published_at)
    assert dates == (None,) * 4
    assert draft.responsible is None
    assert draft.current_workflow_state is None
    assert draft.revisions.count() == 1
    states = TranslationState.objects.of(ContentPage.objects.get(pk=draft.pk))
    assert not states.filter(state="current").exists()
    page.refresh_from_db()
    assert (page.live, page.slug) == (True, "comunicado-de-abril")


def test_an_event_made_after_another_has_no_date(editor):
    event = HistoryEventPage.objects.exclude(date="").first()
    themes = set(event.themes.all())
    draft = made_after(event, editor, "Otro hecho")
    assert draft.date.is_undated
    assert not any((draft.date_as_written_es, draft.date_as_written_en, draft.note))
    assert set(draft.themes.all()) == themes
    assert draft.text_es == event.text_es


def test_the_next_news_item_and_publication_have_nothing_of_the_last_one(editor):
    item = add_kind(NewsPage, "Feria", published_on=date(2025, 1, 1), leads_until=timezone.now())
    item.corrections.add(Correction(says_es="Nueve"))
    publish_page(item)
    next_item = made_after(item, editor)
    assert (next_item.published_on, next_item.leads_until) == (None, None)
    assert not next_item.corrections.all()
    form = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": item.get_parent().pk}
    editor.post(reverse("wagtailadmin_pages:copy", args=[item.pk]), form)
    copy = NewsPage.objects.get(slug="copia")
    for each in (copy, copy.get_latest_revision_as_object()):
        assert (each.published_on, each.leads_until) == (None, None), "it would be an old one"

    report = add_kind(PublicationPage, "Informe", year=2025, number="3", series="Retornos")
    report.files.add(PublicationFile(document=add_document("es"), language="es"))
    publish_page(report)
    next_report = made_after(report, editor)
    assert (next_report.year, next_report.number, next_report.series) == (None, "", "Retornos")
    assert not next_report.files.all()


def test_two_pages_of_one_title_have_two_addresses(editor, page):
    assert made_after(page, editor).slug != made_after(page, editor).slug


def test_a_draft_in_progress_is_the_pattern(editor, page):
    page.lead_es = "Todavía no se publica."
    page.save_revision()
    assert made_after(page, editor).lead_es == "Todavía no se publica."


def test_only_pages_beside_which_one_may_be_added_are_patterns(editor, page):
    only_one = HomePage.objects.get()
    assert editor.get(address(only_one)).status_code == 302
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[only_one.pk])).content.decode()
    assert "Usar como modelo" not in form
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert address(page) in form


def test_the_first_page_offers_the_last_of_each_kind(editor, page):
    screen = BeautifulSoup(editor.get(reverse("wagtailadmin_home")).content, "html.parser")
    offered = {link["href"]: link.text.strip() for link in screen.select(".kinds__pattern")}
    assert offered[address(page)] == "Como lo último publicado: «Comunicado de abril»"
    assert address(MissionPage.objects.get()) not in offered
