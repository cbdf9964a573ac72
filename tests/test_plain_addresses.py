"""New addresses are plain letters, whoever makes them; old ones stay as they are."""

import pytest
from django.urls import reverse

from history.models import Theme
from oim_portal.accounts.roles import EDITOR
from oim_portal.trash.page_moves import trash_page
from oim_portal.trash.restoring import RestorePageForm
from pages.models import BasePage, ContentPage, HomePage
from pages.models.publishing_guard import publishing_reason

from .edit_forms import form_of
from .factories import add_live, add_page, publish_page
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "taller-de-integración"
PLAIN = "taller-de-integracion"


def stored(page: BasePage, **columns) -> None:
    with publishing_reason("test"):
        BasePage.objects.filter(pk=page.pk).update(**columns)


@pytest.fixture
def old(content) -> ContentPage:
    """A page whose public address has had an accent since before the rule."""
    page = add_page(title="Taller de integración", display_title_en="Workshop")
    stored(page, slug=ADDRESS, url_path=page.url_path.replace(PLAIN, ADDRESS))
    page = ContentPage.objects.get(pk=page.pk)
    publish_page(page)
    return page


@pytest.mark.parametrize(
    ("title", "slug", "expected"),
    [
        ("Taller de integración en Tulcán", "", "taller-de-integracion-en-tulcan"),
        ("x", ADDRESS, PLAIN),
        ("x", "Niñez y año", "ninez-y-ano"),
        ("x", "with blanks", "with-blanks"),
        ("x", "ßø", "pagina"),
        ("Добро пожаловать", "", "pagina"),
        ("x", "日本", "pagina"),
        ("x", "As_Before-1", "As_Before-1"),
    ],
)
@pytest.mark.parametrize("live", [True, False])
def test_a_page_made_by_code_gets_plain_letters(content, title, slug, expected, live):
    page = add_live(ContentPage(title=title, slug=slug, live=live))
    assert (page.slug, page.url_path.split("/")[-2]) == (expected, expected)
    assert ContentPage.objects.get(pk=page.pk).slug == expected


def test_two_that_would_be_alike_get_different_ones(content):
    first, second = (add_live(ContentPage(title="x", slug=ADDRESS)) for _each in range(2))
    assert [first.slug, second.slug] == [PLAIN, f"{PLAIN}-1"]


def test_a_second_page_of_a_title_is_saved_and_autosaved_under_a_number(content):
    add_page(title="Feria")
    editor = signed_in(person(EDITOR))
    add = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", HomePage.objects.get().pk]
    )
    form = form_of(editor, add) | {"title": "Feria", "slug": "feria"}
    autosave = {"accept": "application/json"}
    told = editor.post(add, form, headers=autosave).json()
    assert told["success"], told
    edit = reverse("wagtailadmin_pages:edit", args=[told["pk"]])
    for lead in ("Uno", "Dos"):  # the form has the slug that the script made
        sent = form_of(editor, edit) | {"slug": "feria", "lead_es": lead}
        assert editor.post(edit, sent, headers=autosave).json()["success"]
        draft = ContentPage.objects.get(pk=told["pk"]).get_latest_revision()
        assert (draft.content["slug"], draft.content["lead_es"]) == ("feria-1", lead)
    chosen = form | {"title": "Otra feria", "slug": "feria"}
    assert "ya se usa" in editor.post(add, chosen).text


def test_an_old_address_stays_through_saving_editing_and_publishing(old, visitor):
    editor = signed_in(person(EDITOR))
    url = reverse("wagtailadmin_pages:edit", args=[old.pk])
    form = form_of(editor, url)
    assert form["slug"] == ADDRESS
    assert editor.post(url, form | {"title": "Otro"}).status_code == 302
    publish_page(ContentPage.objects.get(pk=old.pk).get_latest_revision_as_object())
    assert visitor.get(f"/es/{ADDRESS}/").status_code == 200
    assert visitor.get("/es/taller-de-integraci%C3%B3n/").status_code == 200


def test_a_new_name_of_a_page_is_plain_in_the_form_and_in_code(old):
    page = add_page(title="Página")
    publish_page(page)
    editor = signed_in(person(EDITOR))
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert editor.post(url, form_of(editor, url) | {"slug": "niñez"}).status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().slug == "ninez"
    old.slug = "educación"
    publish_page(old)
    assert ContentPage.objects.get(pk=old.pk).slug == "educacion"


def test_copies_of_an_old_address_are_plain(old):
    assert old.copy(update_attrs={"title": "x"}).slug == PLAIN
    editor = signed_in(person(EDITOR))
    url = reverse("wagtailadmin_pages:copy", args=[old.pk])
    assert form_of(editor, url)["new_slug"] == PLAIN
    refused = editor.post(url, form_of(editor, url) | {"new_slug": "niñez"})
    assert list(refused.context["form"].errors) == ["new_slug"]


def test_a_page_restored_under_another_name_gets_a_plain_one(old):
    deletion = trash_page(old, None)
    add_live(ContentPage(title="x", slug="taken"))
    stored(ContentPage.objects.get(slug="taken"), slug=ADDRESS)
    form = RestorePageForm(
        {"parent": HomePage.objects.get().pk, "slug": "niñez"},
        deletion=deletion,
        user=person(EDITOR),
    )
    form.full_clean()
    assert form.fields["slug"].initial == PLAIN
    assert form.cleaned_data["slug"] == "ninez"


def test_a_theme_is_named_in_plain_letters(content):
    editor = signed_in(person(EDITOR))
    url = "/admin/snippets/history/theme/add/"
    form = form_of(editor, url) | {"name_es": "Niñez", "name_en": "Children", "slug": "niñez"}
    assert editor.post(url, form).status_code == 302
    assert Theme.objects.filter(slug="ninez").exists()
    assert Theme.objects.create(name_es="x", slug="integración").slug == "integracion"
