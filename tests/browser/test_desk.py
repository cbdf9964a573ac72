"""The reading desk in a browser: reading with and without a script, on a phone, by the keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from pages.models import ContentPage

from ..factories import publish_page
from ..sample_page import publish_page_with_every_block
from ..staff import add_person, person
from .sign_in import enter
from .test_design import RULES

ECUADOR = {"locale": "es-EC"}
PHONE = ECUADOR | {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def draft(transactional_db, content, live_server) -> ContentPage:
    """A public page with a submitted draft of another lead, title and paragraph."""
    editor = add_person("eva@example.org", EDITOR, first_name="Eva")
    person(PUBLISHER, "pablo@example.org", first_name="Pablo")
    page = publish_page_with_every_block()
    page.lead_es = "Ayuda en un plazo de 15 días laborables."
    publish_page(page)
    page = ContentPage.objects.get(pk=page.pk)
    page.lead_es = "Ayuda gratuita en un plazo de 10 días laborables."
    page.slug = "otra-direccion"
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    return page


def open_desk(page: Page, draft: ContentPage, live_server) -> None:
    page.goto(live_server.url + reverse("account_login"))
    enter(page, "pablo@example.org")
    page.wait_for_url(f"{live_server.url}/admin/**")
    page.goto(live_server.url + reverse("review_read", args=[draft.pk]))


def findings(page: Page, context: str) -> list[str]:
    result = Axe().run(page, context=context, options=RULES).response
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in result["violations"]]


@pytest.mark.browser_context_args(**ECUADOR)
def test_a_publisher_goes_from_change_to_change_and_approves(page: Page, draft, live_server):
    open_desk(page, draft, live_server)
    sheet = page.frame_locator("iframe[name=hoja]")
    expect(sheet.locator("ins").first).to_contain_text("gratuita")
    page.locator(".desk__changes a").nth(1).click()
    expect(sheet.locator(":target")).to_contain_text("15")
    page.keyboard.press("Alt+ArrowUp")
    expect(sheet.locator(":target")).to_contain_text("gratuita")
    assert findings(page, "main .nice-padding") == []
    page.get_by_role("button", name="Aprobar y publicar").click()
    expect(page.get_by_text("es pública")).to_be_visible()
    draft.refresh_from_db()
    assert (draft.live, draft.slug) == (True, "otra-direccion")


@pytest.mark.full
@pytest.mark.browser_context_args(java_script_enabled=False, **PHONE)
def test_on_a_phone_without_a_script_a_text_is_read_and_returned(page: Page, draft, live_server):
    open_desk(page, draft, live_server)
    expect(page.get_by_text(draft.title).first).to_be_visible()
    page.get_by_role("link", name="Lado a lado").click()
    old, new = (page.frame_locator(f"iframe[name={name}]") for name in ("antes", "hoja"))
    expect(old.locator("del").first).to_contain_text("15")
    expect(new.locator("ins").first).to_contain_text("gratuita")
    page.locator(".desk__changes summary").first.click()
    page.get_by_label("¿Qué debe cambiar aquí?").first.fill("¿Desde cuándo?")
    page.locator("summary", has_text="Solicitar cambios").click()
    page.get_by_role("button", name="Devolver la página").click()
    draft.refresh_from_db()
    assert "¿Desde cuándo?" in draft.current_workflow_state.current_task_state.comment
