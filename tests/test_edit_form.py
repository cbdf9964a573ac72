"""The form of a page: its tabs, what each field says of itself, its previews."""

import json
import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, Panel, get_edit_handler
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from history.models import HistoryEventPage
from oim_portal.accounts.roles import EDITOR
from pages.languages import is_copy
from pages.models import BasePage, ContentPage, HomePage, MissionPage, PortalSettings
from pages.translations.text_units import missing_fields
from programs.models import ProgramPage

from .factories import add_page
from .html import page as read
from .staff import person, signed_in

EDITED = [
    *(model for model in get_page_models() if model is not BasePage),
    *get_snippet_models(),
    PortalSettings,
]


def panels_of(panel: Panel):
    yield panel
    for child in getattr(panel, "children", []):
        yield from panels_of(child)
    if hasattr(panel, "child_edit_handler"):
        yield from panels_of(panel.child_edit_handler)


def fields_of(model) -> list[FieldPanel]:
    handler = getattr(model, "edit_handler", None)
    handler = handler.bind_to_model(model) if handler else get_edit_handler(model)
    return [panel for panel in panels_of(handler) if isinstance(panel, FieldPanel)]


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
def test_each_field_says_in_plain_spanish_what_it_is_for(model):
    with override("es"):
        silent = [
            panel.field_name
            for panel in fields_of(model)
            if len(str(panel.help_text or panel.db_field.help_text).split()) < 3
        ]
    assert silent == []


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
def test_each_text_in_a_language_says_so_to_the_script_of_the_form(model):
    for panel in fields_of(model):
        language = re.search(r"_(es|en)$", panel.field_name)
        if language and not getattr(model, "single_language", False):
            assert panel.attrs["data-text-language"] == language[1]
            # A label beside the text is in the language of the admin, not of the text.
            assert "lang" not in panel.attrs
        if language and language[1] == "en":
            source = panel.attrs["data-text-source"]
            assert source == "title" or panel.model._meta.get_field(source)


@pytest.mark.django_db
def test_the_tabs_of_a_page_are_its_texts_its_data_and_its_publication(content):
    editor = signed_in(person(EDITOR))
    soup = read(editor, reverse("wagtailadmin_pages:edit", args=[MissionPage.objects.get().pk]))
    tabs = [tab["id"] for tab in soup.select('.tab-content > [role="tabpanel"]')]
    assert tabs == ["tab-texto", "tab-datos", "tab-publicacion"]
    script = soup.select_one("script[data-copy]")
    assert script["data-copy"] == "Copiar del español"
    assert soup.select_one("#tab-texto [data-copy-all]")


@pytest.mark.django_db
def test_a_new_page_is_in_no_menu_until_somebody_asks_for_it(content):
    editor = signed_in(person(EDITOR))
    home = HomePage.objects.get()
    new = read(editor, reverse("wagtailadmin_pages:add", args=["pages", "contentpage", home.pk]))
    assert "checked" not in new.select_one("#id_show_in_menus").attrs
    old = add_page(title="Una página", show_in_menus=True)
    old.save_revision()
    form = read(editor, reverse("wagtailadmin_pages:edit", args=[old.pk]))
    assert "checked" in form.select_one("#id_show_in_menus").attrs


@pytest.mark.django_db
def test_the_menu_of_a_row_does_not_offer_to_sort_what_is_below_the_row(content):
    home = HomePage.objects.get()
    rows = read(signed_in(person(EDITOR)), reverse("wagtailadmin_explore", args=[home.pk]))
    assert not rows.select('#listing-results a[href$="?ordering=ord"]')


@pytest.mark.django_db
@pytest.mark.parametrize("model", [HistoryEventPage, ProgramPage], ids=lambda model: model.__name__)
def test_what_only_historians_need_is_folded(content, model):
    page = model.objects.published().first()
    form = read(signed_in(person(EDITOR)), reverse("wagtailadmin_pages:edit", args=[page.pk]))
    for name in ("quotation_es", "quotation_part_es", "narrative_block", "sort_year"):
        assert form.select_one(f"#id_{name}").find_parent(class_="collapsed"), name
    for name in ("title", f"{model.words_field}_es"):
        assert not form.select_one(f"#id_{name}").find_parent(class_="collapsed"), name
    alternative = form.select_one("#id_image_alt_es")
    assert alternative.find_parent(role="tabpanel")["id"] == "tab-datos"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_preview_is_exactly_the_public_page(content, visitor, language):
    for page in BasePage.objects.published().filter(depth__gte=2, depth__lte=4).specific()[:12]:
        editor = signed_in(person(EDITOR, f"{language}{page.pk}@example.org"))
        page.save_revision()
        address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        shown = editor.get(address, {"mode": language})
        assert body(shown) == body(visitor.get(page.url_in(language))), page


def body(response) -> str:
    """Return what is between the ends of the page's body.

    Without tokens of forms, and without the address of staff's bar, which no preview has.
    """
    html = response.content.decode()
    bar = r' data-bar="[^"]*"'
    html = re.sub(rf'value="\w{{64}}"|{bar}', "", html[html.index("<body") : html.index("</body>")])
    return html.rstrip()


@pytest.mark.django_db
def test_an_event_is_previewed_in_its_place_on_the_timeline(content):
    editor = signed_in(person(EDITOR))
    event = HistoryEventPage.objects.published().first()
    event.save_revision()
    address = reverse("wagtailadmin_pages:view_draft", args=[event.pk])
    for language, page in (("es", "Cronología"), ("en", "Timeline")):
        html = editor.get(address, {"mode": f"{language}-timeline"}).content.decode()
        assert page in html
        assert f'id="{event.anchor}"' in html


def test_a_text_that_was_copied_from_the_spanish_is_known_as_not_translated(db):
    spanish = "Acompañamos a las personas en movilidad."
    body = json.dumps([{"type": "paragraph", "value": f"<p>{spanish}</p>", "id": "p-1"}])
    copied = json.dumps([{"type": "paragraph", "value": f'<p data-block-key="x">{spanish}</p>'}])
    page = add_page(lead_es=spanish, lead_en=spanish, body_es=body, body_en=copied)
    assert isinstance(page, ContentPage)
    page.refresh_from_db()
    assert is_copy(page, "lead", "en")
    assert is_copy(page, "body", "en")
    assert missing_fields(page, "es", "en") == (["display_title", "lead", "body"], 3)
    page.lead_en = "We stand by people on the move."
    assert not is_copy(page, "lead", "en")


def test_a_name_that_is_the_same_in_both_languages_is_no_copy(db):
    page = add_page(title="OIM Ecuador", display_title_en="OIM Ecuador")
    assert not is_copy(page, "display_title", "en")
