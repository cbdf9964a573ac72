"""The admin's own search: what staff type without accents is found, whole or as far as typed."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend
from wagtail.search.backends import get_search_backend

from oim_portal.accounts.roles import EDITOR
from oim_portal.media.models import PortalImage
from oim_portal.search.models import MissedSearch, Promotion, Synonyms
from pages.models import BasePage

from .factories import add_page, publish_page
from .pictures import encoded, scene, upload
from .search_requests import add_document
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(content):
    return signed_in(person(EDITOR))


@pytest.mark.parametrize("typed", ["mision", "misión", "MISIÓN", "misiones"])
def test_pages_are_found_without_accents(content, typed):
    assert "Nuestra Misión" in [page.title for page in BasePage.objects.search(typed)]


@pytest.mark.parametrize("typed", ["mision", "misi", "misió", "nuestra misi"])
def test_titles_are_found_without_accents_while_they_are_typed(content, typed):
    assert "Nuestra Misión" in [page.title for page in BasePage.objects.autocomplete(typed)]


def test_stock_suggestions_would_not_find_them(content):
    """Fails when a setting reaches suggestions too: then our backend is not needed."""
    settings = {"SEARCH_CONFIG": "portal_es", "AUTOCOMPLETE_CONFIG": "portal_plain"}
    assert PostgresSearchBackend(settings).autocomplete_config == "simple"
    assert get_search_backend().autocomplete_config == "portal_plain"


def test_the_index_can_be_made_anew(content):
    call_command("update_index", verbosity=0)
    assert "Nuestra Misión" in [page.title for page in BasePage.objects.autocomplete("mision")]


def test_the_admin_finds_them(editor):
    for path in ("/admin/pages/search/results/?q=mision", "/admin/pages/search/results/?q=misi"):
        assert "Nuestra Misión" in editor.get(path).content.decode()


@pytest.mark.parametrize("typed", ["informacion", "informa"])
def test_choosers_find_them(editor, typed):
    add_document("Información pública")
    file = upload(encoded(scene(), "png"), "foto.png")
    PortalImage.objects.create(title="Información gráfica", file=file)
    for view in ("wagtaildocs_chooser:choose_results", "wagtailimages_chooser:choose_results"):
        assert "Información" in editor.get(reverse(view), {"q": typed}).content.decode(), view
    pages = editor.get(reverse("wagtailadmin_choose_page_search"), {"q": "misi"})
    assert "Nuestra Misión" in pages.content.decode()


def test_editors_add_synonyms_and_recommended_pages(editor):
    page = add_page(title="Trámites")
    answer = editor.post(
        "/admin/snippets/search/synonyms/add/", {"words": "canoa, piragua", "language": ""}
    )
    assert answer.status_code == 302
    assert Synonyms.objects.filter(words="canoa, piragua").exists()
    answer = editor.post(
        "/admin/snippets/search/promotion/add/",
        {"searches": "visa", "page": page.pk, "language": "es"},
    )
    assert answer.status_code == 302
    assert Promotion.objects.get().page_id == page.pk


@pytest.mark.parametrize("words", ["", "canoa", "canoa, Canoa", ",,,"])
def test_one_word_has_no_synonyms(editor, words):
    address = "/admin/snippets/search/synonyms/add/"
    before = Synonyms.objects.count()
    assert editor.post(address, {"words": words, "language": ""}).status_code == 200
    assert Synonyms.objects.count() == before


def test_staff_read_what_was_not_found(editor, visitor):
    visitor.get("/es/buscar/?q=piragua")
    assert MissedSearch.objects.get().text == "piragua"
    assert "piragua" in editor.get("/admin/reports/busquedas/").content.decode()
    assert b"piragua" in editor.get("/admin/reports/busquedas/?export=csv").getvalue()


@pytest.fixture
def renamed_draft(content):
    """A public page whose draft has other titles."""
    page = add_page(title="Guía pública", display_title_en="Public guide")
    publish_page(page)
    draft = page.get_latest_revision_as_object()
    draft.title, draft.display_title_en = "Zarzaparrilla borrador", "Sarsaparilla draft"
    draft.save_revision()
    return page


@pytest.mark.parametrize("typed", ["zarzapar", "sarsaparilla", "guia publica", "public guide"])
def test_staff_find_a_page_by_its_public_titles_and_those_of_its_draft(
    editor, renamed_draft, typed
):
    edit = reverse("wagtailadmin_pages:edit", args=[renamed_draft.pk])
    parent = renamed_draft.get_parent().pk
    for url in (
        reverse("wagtailadmin_pages:search_results"),
        reverse("wagtailadmin_explore_results", args=[parent]),
    ):
        assert edit in editor.get(url, {"q": typed}).content.decode(), url
    chooser = editor.get(reverse("wagtailadmin_choose_page_search"), {"q": typed})
    assert f'data-id="{renamed_draft.pk}"' in chooser.content.decode()


def test_visitors_do_not_find_a_draft(visitor, renamed_draft):
    for typed in ("zarzaparrilla", "sarsaparilla"):
        for path in ("/es/buscar/", "/en/buscar/", "/es/buscar/sugerencias/"):
            answer = visitor.get(path, {"q": typed}).content.decode().lower()
            assert "borrador" not in answer
            assert "sarsaparilla draft" not in answer


def test_a_draft_that_takes_its_title_back_is_not_found_by_it(renamed_draft):
    draft = renamed_draft.get_latest_revision_as_object()
    draft.title = "Guía pública"
    draft.save_revision()
    assert list(BasePage.objects.autocomplete("zarzaparrilla")) == []


LISTS = [
    *("/admin/snippets/history/theme/", "/admin/snippets/history/source/", "/admin/users/"),
    *("/admin/snippets/search/synonyms/", "/admin/snippets/search/promotion/"),
    *("/admin/images/", "/admin/documents/", "/admin/pages/", "/admin/redirects/"),
    *("/admin/historia/hechos/", "/admin/historia/hechos/results/"),
]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_that_was_searched_is_sorted_by_each_of_its_columns(admin_client, address):
    page = admin_client.get(address, {"q": "a"})
    columns = set(re.findall(r"ordering=(-?\w+)", page.text)) | {"", "x", "-pk"}
    answers = {
        column: admin_client.get(address, {"q": "a", "ordering": column}).status_code
        for column in columns
    }
    assert set(answers.values()) == {200}, answers
