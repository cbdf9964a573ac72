"""A copy of a page is named in each language, whoever makes it."""

import pytest
from django.urls import reverse
from wagtail.actions.copy_page import CopyPageAction

from oim_portal.accounts.roles import EDITOR
from pages.models import ContentPage

from .edit_forms import form_of
from .factories import add_page, publish_page
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

COPY = {"title": "Copia de prueba", "slug": "copia"}


@pytest.fixture
def source(content) -> ContentPage:
    page = add_page(title="Página de prueba", display_title_en="Test page")
    publish_page(page)
    publish_page(add_page(page, "Hija", display_title_en="Child"))
    return ContentPage.objects.get(pk=page.pk)


def titles(page) -> list[tuple[str, str]]:
    """Return the titles of a page, as stored and in its newest draft."""
    page = ContentPage.objects.get(pk=page.pk)
    both = (page, page.get_latest_revision_as_object())
    return [(each.title, each.display_title_en) for each in both]


def copied(browser, source, **fields) -> ContentPage:
    url = reverse("wagtailadmin_pages:copy", args=[source.pk])
    answer = browser.post(url, form_of(browser, url) | fields)
    assert answer.status_code == 302, answer.context["form"].errors
    return ContentPage.objects.get(slug=fields["new_slug"])


def test_the_form_asks_for_both_titles(source):
    editor = signed_in(person(EDITOR))
    form = form_of(editor, reverse("wagtailadmin_pages:copy", args=[source.pk]))
    assert (form["new_title"], form["new_title_en"]) == ("Página de prueba", "Test page")
    copy = copied(editor, source, new_title="Copia", new_title_en="A copy", new_slug="copia")
    assert titles(copy) == [("Copia", "A copy")] * 2
    assert titles(source) == [("Página de prueba", "Test page")] * 2
    assert not copy.live
    assert titles(copy.get_children().get().specific) == [("Hija", "Child")] * 2


@pytest.mark.parametrize(
    ("asked", "named"), [("", ""), ("Test page", "Test page (copy)"), ("x" * 255, "x" * 255)]
)
def test_what_the_form_leaves_is_named_too(source, asked, named):
    editor = signed_in(person(EDITOR))
    copy = copied(editor, source, new_title="Copia", new_title_en=asked, new_slug="copia")
    assert titles(copy) == [("Copia", named)] * 2


@pytest.mark.parametrize("field", ["new_title", "new_title_en"])
def test_a_title_that_is_too_long_is_refused_at_its_field(source, field):
    editor = signed_in(person(EDITOR))
    url = reverse("wagtailadmin_pages:copy", args=[source.pk])
    form = form_of(editor, url) | {"new_slug": "copia", field: "x" * 256}
    assert list(editor.post(url, form).context["form"].errors) == [field]


@pytest.mark.parametrize("revisions", [True, False])
def test_a_copy_made_by_code_is_named_in_each_language(source, revisions):
    copy = source.copy(update_attrs=COPY, recursive=True, copy_revisions=revisions)
    assert titles(copy) == [("Copia de prueba", "Test page (copy)")] * 2
    assert titles(copy.get_children().get().specific) == [("Hija", "Child")] * 2
    named = source.copy(update_attrs=COPY | {"slug": "otra", "display_title_en": "Trial"})
    assert titles(named) == [("Copia de prueba", "Trial")] * 2


def test_a_copy_under_the_same_title_keeps_both(source):
    copy = source.copy(update_attrs={"slug": "copia"})
    assert titles(copy) == [("Página de prueba", "Test page")] * 2


def test_a_copy_by_the_action_that_apis_call_is_named_too(source):
    action = CopyPageAction(source, update_attrs=COPY, user=person(EDITOR), keep_live=False)
    copy = action.execute()
    assert titles(copy) == [("Copia de prueba", "Test page (copy)")] * 2


def test_a_page_that_gets_another_title_is_no_copy(source):
    source.title = "Otro título"
    source.save_revision()
    assert titles(source)[1] == ("Otro título", "Test page")


@pytest.mark.parametrize("revisions", [True, False])
def test_a_copy_is_in_no_menu_nor_is_what_is_below_it(source, revisions):
    for page in (source, source.get_children().get().specific):
        page.show_in_menus = True
        publish_page(page)
    source = ContentPage.objects.get(pk=source.pk)
    copy = source.copy(update_attrs=COPY, recursive=True, copy_revisions=revisions)
    for page in (copy, copy.get_children().get()):
        page = ContentPage.objects.get(pk=page.pk)
        flags = [each.show_in_menus for each in (page, page.get_latest_revision_as_object())]
        assert flags == [False, False]
    assert ContentPage.objects.get(pk=source.pk).show_in_menus


def test_the_form_copies_a_page_into_no_menu(source):
    source.show_in_menus = True
    publish_page(source)
    copy = copied(signed_in(person(EDITOR)), source, new_title="Copia", new_slug="copia")
    assert not copy.show_in_menus
    assert not copy.get_latest_revision_as_object().show_in_menus


def test_a_page_made_by_code_is_in_a_menu_when_it_says_so():
    assert not ContentPage(title="Una", slug="una").show_in_menus
    assert ContentPage(title="Una", slug="una", show_in_menus=True).show_in_menus
