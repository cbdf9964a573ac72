"""Every journey passes with JavaScript off: links and the browser's own means are enough."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser_context_args(java_script_enabled=False)


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def test_a_visitor_finds_the_mission_and_changes_the_language(page: Page, site: str):
    page.goto(f"{site}/es/")
    page.locator(".ways").get_by_role("link", name="Nuestra Misión").click()
    expect(heading(page)).to_have_text("Nuestra Misión")
    page.locator(".languages").get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{site}/en/quienes-somos/mision/")
    expect(heading(page)).to_have_text("Our Mission")


@pytest.mark.full
def test_a_visitor_reads_events_and_goes_to_a_programme_and_back(page: Page, site: str):
    page.goto(f"{site}/es/quienes-somos/historia/")
    page.locator("#decada-1960").get_by_role("link", name="Registro Oficial Nº 648").click()
    expect(page.locator(".when__year")).to_have_text("1965")

    page.go_back()
    page.locator(".filters summary").click()
    page.locator(".filters").get_by_role("link", name="1970–1979").click()
    page.get_by_role("heading", name="Programa de Retorno").get_by_role("link").click()
    event = page.url
    page.locator("main").get_by_role("link", name="Programa de Retorno").first.click()
    expect(page.locator(".date-card")).to_contain_text("Para mediados de 1974")
    page.locator(".event__side").get_by_role("link", name="Programa de Retorno").click()
    expect(page).to_have_url(event)


def test_a_visitor_searches_narrows_the_results_and_reads_one(page: Page, site: str):
    page.goto(f"{site}/es/programas/")
    form = page.locator("header").get_by_role("search")
    form.get_by_label("¿Qué busca?").fill("retorno de profesionales")
    form.get_by_role("button", name="Buscar").click()
    expect(page.locator(".search-count")).to_contain_text("retorno de profesionales")
    page.locator(".search-kinds").get_by_role("link", name="Programas").click()
    page.locator(".results__title").first.click()
    expect(heading(page)).to_have_text("Programa de Retorno de Personal Nacional Calificado")
