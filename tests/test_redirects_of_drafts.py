"""A redirect leads from addresses that were public, and tells nobody the names of drafts."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from oim_portal.accounts.roles import EDITOR
from oim_portal.trash.page_moves import restore_page, trash_page
from pages.models import BasePage, ContentPage, HomePage
from pages.models.publishing_guard import publishing_reason

from .edit_forms import form_of
from .factories import add_page, publish_page, publish_revision
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(content) -> ContentPage:
    page = add_page(title="Secreto a", live=False)
    page.save_revision()
    return page


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def rename(page: BasePage, slug: str, **changes) -> ContentPage:
        page = ContentPage.objects.get(pk=page.pk)
        page.slug = slug
        for name, value in changes.items():
            setattr(page, name, value)
        with django_capture_on_commit_callbacks(execute=True), publishing_reason("test"):
            page.save()
        return ContentPage.objects.get(pk=page.pk)

    return rename


def paths() -> list[str]:
    return sorted(Redirect.objects.values_list("old_path", flat=True))


def both(*names: str) -> list[str]:
    return sorted(f"/{code}/{name}" for code in ("es", "en") for name in names)


def test_names_that_an_editor_gives_a_draft_lead_nowhere(
    draft, visitor, django_capture_on_commit_callbacks
):
    editor = signed_in(person(EDITOR))
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    for slug in ("cierre", "cierre-2027"):
        with django_capture_on_commit_callbacks(execute=True):
            editor.post(url, form_of(editor, url) | {"slug": slug})
        assert BasePage.objects.filter(pk=draft.pk, slug=slug).exists()
    assert paths() == []
    assert visitor.get("/es/secreto-a/").status_code == 404


def test_a_draft_that_moves_or_is_published_under_another_name_leaves_none(draft, rename):
    draft.move(add_page(title="Destino"), pos="last-child")
    page = ContentPage.objects.get(pk=draft.pk)
    page.slug = "nombre-publico"
    publish_revision(page.save_revision())
    assert paths() == []


def test_a_published_page_below_a_draft_leads_on_and_its_draft_does_not(draft, rename):
    publish_page(add_page(draft, "Hija"))
    add_page(draft, "Oculta", live=False)
    rename(draft, "secreto-b")
    assert paths() == both("secreto-a/hija")


def test_a_page_that_was_public_leads_on_from_there_and_from_no_name_it_had_as_a_draft(
    content, rename, visitor
):
    page = add_page(title="Servicio")
    publish_page(page)
    ContentPage.objects.get(pk=page.pk).unpublish()
    rename(page, "servicio-b")
    page = rename(page, "servicio-c")
    assert paths() == []
    publish_page(page)
    assert visitor.get("/en/servicio/")["Location"] == "/en/servicio-c/"
    assert paths() == both("servicio")


def test_a_page_off_the_site_leads_nobody_to_its_new_name(content, rename, visitor):
    page = add_page(title="Servicio")
    publish_page(page)
    page = rename(page, "servicio-b")
    assert visitor.get("/es/servicio/")["Location"] == "/es/servicio-b/"
    page.unpublish()
    page = rename(page, "cierre-2027")
    assert visitor.get("/es/servicio/").status_code == 404
    publish_page(page)
    assert visitor.get("/es/servicio/")["Location"] == "/es/cierre-2027/"


def test_a_page_that_has_expired_leads_nobody_to_its_new_name(content, rename, visitor):
    page = rename(add_page(title="Servicio"), "servicio-b")
    with publishing_reason("test"):
        BasePage.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    assert visitor.get("/es/servicio/").status_code == 404


def test_a_page_that_comes_back_from_the_bin_elsewhere_names_no_draft(draft, rename):
    page = rename(draft, "secreto-b")
    restore_page(trash_page(page, None), None, HomePage.objects.get(), "secreto-c")
    assert paths() == []
