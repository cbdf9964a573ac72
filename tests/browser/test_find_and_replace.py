"""Find and replace, one language alone and the calendar in a browser, with the keyboard too."""

from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from pages.models import ContentPage

from ..factories import add_page, publish_page
from ..staff import add_person, person
from .sign_in import enter
from .test_design import RULES

ECUADOR = {"locale": "es-EC"}
PHONE = ECUADOR | {"viewport": {"width": 390, "height": 844}}
OFFICE = ECUADOR | {"viewport": {"width": 1366, "height": 768}}


@pytest.fixture
def public(transactional_db, content, live_server) -> ContentPage:
    person(PUBLISHER, "pablo@example.org", first_name="Pablo")
    page = add_page(
        title="Una página", lead_es="Llame al 02 222-3333.", lead_en="Call 02 222-3333."
    )
    page.expire_at = timezone.make_aware(datetime(2031, 5, 20, 17, 0))
    publish_page(page)
    return ContentPage.objects.get(pk=page.pk)


def open_screen(page: Page, live_server, address: str) -> None:
    page.goto(live_server.url + reverse("account_login"))
    enter(page, "pablo@example.org")
    page.wait_for_url(f"{live_server.url}/admin/**")
    page.goto(live_server.url + address)


def findings(page: Page) -> list[str]:
    result = Axe().run(page, context="main", options=RULES).response
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in result["violations"]]


@pytest.mark.browser_context_args(**OFFICE)
def test_a_number_is_replaced_in_drafts_and_taken_back(page: Page, public, live_server):
    open_screen(page, live_server, reverse("find_and_replace"))
    page.locator("#id_que").fill("02 222-3333")
    page.get_by_label("Reemplazar con").fill("02 444-5555")
    page.keyboard.press("Enter")
    expect(page.locator("[name=place]")).to_have_count(2)
    assert findings(page) == []
    page.get_by_label("Call").uncheck()
    page.get_by_role("button", name="Reemplazar lo marcado").click()
    expect(page.get_by_text("Es un borrador")).to_be_visible()
    assert findings(page) == []
    draft = ContentPage.objects.get(pk=public.pk).get_latest_revision_as_object()
    assert (draft.lead_es, draft.lead_en) == ("Llame al 02 444-5555.", "Call 02 222-3333.")
    page.get_by_role("button", name="Deshacer todo").click()
    expect(page.get_by_text("Se deshizo")).to_be_visible()
    after = ContentPage.objects.get(pk=public.pk)
    assert after.get_latest_revision_as_object().lead_es == public.lead_es
    assert not after.has_unpublished_changes


@pytest.mark.full
@pytest.mark.browser_context_args(**PHONE)
def test_the_spanish_is_published_alone_on_a_phone(page: Page, public, live_server):
    public.lead_es, public.lead_en = "Llame al 911.", "Call 9"
    public.save_revision(user=add_person("eva@example.org", EDITOR))
    open_screen(page, live_server, reverse("review_read", args=[public.pk]))
    page.get_by_role("link", name="Publicar solo el español").click()
    expect(page.get_by_role("heading", name="Qué espera en el borrador")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("button", name="Publicar solo este idioma").click()
    expect(page.get_by_text("es pública")).to_be_visible()
    after = ContentPage.objects.get(pk=public.pk)
    assert (after.lead_es, after.lead_en) == ("Llame al 911.", "Call 02 222-3333.")


@pytest.mark.browser_context_args(**ECUADOR)
@pytest.mark.parametrize("width", [pytest.param(390, marks=pytest.mark.full), 1366])
def test_the_calendar_is_read_by_the_keyboard(page: Page, public, live_server, width):
    page.set_viewport_size({"width": width, "height": 800})
    open_screen(page, live_server, f"{reverse('editorial_calendar')}?mes=2031-04")
    page.get_by_role("link", name="Mes siguiente").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**mes=2031-05**")
    entry = page.locator(".calendar__moment a")
    expect(entry).to_have_text("Una página")
    page.get_by_role("link", name="Mes siguiente").focus()
    for _press in range(20):
        page.keyboard.press("Tab")
        if entry.evaluate("link => link === document.activeElement"):
            break
    assert findings(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wide
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/pages/{public.pk}/edit/")
