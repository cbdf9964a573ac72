"""What the form's scripts do with addresses and with dates that have passed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from oim_portal.accounts.roles import EDITOR
from pages.models import ContentPage, HomePage
from pages.models.publishing_guard import publishing_reason

from ..factories import add_page
from .admin import complaints

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.full
def test_addresses_are_suggested_in_plain_letters_and_old_ones_are_left(staff):
    person = staff(EDITOR)
    home = HomePage.objects.get()
    person.goto(reverse("wagtailadmin_pages:add", args=["pages", "contentpage", home.pk]))
    person.locator("#id_title").press_sequentially("Niñez e integración")
    person.locator("#id_title").blur()
    expect(person.locator("#id_slug")).to_have_value("ninez-e-integracion")

    person.goto("/admin/snippets/history/theme/add/")
    person.locator("#id_name_es").press_sequentially("Niñez")
    person.locator("#id_name_es").blur()
    expect(person.locator("#id_slug")).to_have_value("ninez")

    old = add_page(title="Página", live=False)
    with publishing_reason("test"):
        ContentPage.objects.filter(pk=old.pk).update(slug="página", url_path="/home/página/")
    person.goto(reverse("wagtailadmin_pages:edit", args=[old.pk]))
    person.get_by_role("tab", name="Publicación").click()
    person.locator("#id_slug").focus()
    person.locator("#id_slug").blur()
    expect(person.locator("#id_slug")).to_have_value("página")


def test_a_page_that_expired_while_it_was_open_is_saved_and_a_wrong_date_is_found(staff):
    page = add_page(title="Convocatoria", live=False)
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision()
    person = staff(EDITOR)
    blocked = complaints(person)
    person.clock.install()
    person.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    person.clock.fast_forward("03:00:00")
    person.locator("#id_title").fill("Convocatoria nueva")
    person.keyboard.press("Control+s")
    expect(person.locator(".messages .success")).to_be_visible()
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.expire_at) == ("Convocatoria nueva", None)

    person.locator("#id_expire_at").evaluate("(field) => { field.value = '2020-01-01T10:00' }")
    person.keyboard.press("Control+s")
    first_error = person.locator(".to-correct").get_by_role("button", name="Ir al primer error")
    first_error.click()
    expect(person.locator("#id_expire_at")).to_be_visible()
    expect(person.locator("#schedule-publishing-dialog .error-message").first).to_be_in_viewport()
    assert blocked == []
