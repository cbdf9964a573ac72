"""Editors and publishers at work: a text in two languages, an event with a partial date."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from history.models import HistoryEventPage, HistoryPage
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from pages.models import MissionPage

pytestmark = pytest.mark.django_db(transaction=True)


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def preview(editor: Page, mode: str):
    """Open the preview panel in a mode and return what it shows."""
    modes = editor.locator("#id_preview_mode")
    if not modes.is_visible():
        editor.locator("[data-side-panel-toggle='preview']").first.click()
    modes.select_option(mode)
    return editor.frame_locator("#w-preview-iframe")


# As a journey counts the steps of it (test_journeys.py).
@pytest.mark.full
def test_an_editor_changes_the_mission_in_both_languages_and_a_publisher_publishes_it(staff):
    mission = MissionPage.objects.get()
    editor = staff(EDITOR)
    editor.goto(edit_url(mission))
    editor.locator("#id_commitments_lead_es").fill("Trabajamos para:")
    editor.locator("#id_commitments_lead_en").fill("We work to:")

    expect(preview(editor, "es").get_by_text("Trabajamos para:")).to_be_visible(timeout=60_000)
    expect(preview(editor, "en").get_by_text("We work to:")).to_be_visible(timeout=60_000)

    editor.get_by_role("button", name=re.compile("Guardar borrador")).click()
    expect(editor.get_by_text("Se guardó la página").first).to_be_visible()
    expect(editor.get_by_role("button", name="Publicar", exact=True)).to_have_count(0)

    publisher = staff(PUBLISHER)
    publisher.goto(edit_url(mission))
    publisher.locator(".footer__container [data-w-dropdown-target='toggle']").click()
    publisher.get_by_role("button", name="Publicar", exact=True).click()
    expect(publisher.get_by_text("Se publicó la página").first).to_be_visible()

    publisher.goto("/es/quienes-somos/mision/")
    expect(publisher.get_by_text("Trabajamos para:")).to_be_visible()
    publisher.goto("/en/quienes-somos/mision/")
    expect(publisher.get_by_text("We work to:")).to_be_visible()


@pytest.mark.full
def test_an_editor_adds_an_event_of_mid_1974_without_knowing_any_notation(staff):
    editor = staff(EDITOR)
    history = HistoryPage.objects.get()
    editor.goto(reverse("wagtailadmin_pages:add", args=["history", "historyeventpage", history.pk]))
    editor.locator("#id_title").fill("Un hecho de prueba")
    editor.locator("#id_date_as_written_es").fill("mediados de 1974")
    editor.locator("#id_display_title_en").fill("A test event")
    editor.locator("#id_date_as_written_en").fill("mid-1974")
    editor.get_by_role("tab", name="Datos").click()
    editor.locator("[name=date_kind]").select_option("mid-year")
    editor.locator("[name=date_start_year]").fill("1974")

    for mode, words in (("es", "mediados de 1974"), ("en", "mid-1974")):
        expect(preview(editor, mode).locator("time, .date").first).to_have_text(
            words, timeout=60_000
        )
        expect(
            preview(editor, f"{mode}-timeline").locator("#un-hecho-de-prueba .date")
        ).to_have_text(words, timeout=60_000)

    editor.get_by_role("button", name=re.compile("Guardar borrador")).click()
    expect(editor.get_by_text(re.compile("Se (creó|guardó)")).first).to_be_visible()
    event = HistoryEventPage.objects.get(slug="un-hecho-de-prueba")
    assert event.get_latest_revision_as_object().date.edtf == "1974-06~"
    assert not event.live


def test_choosing_another_kind_of_date_after_an_error_leaves_the_error_behind(staff):
    editor = staff(EDITOR)
    history = HistoryPage.objects.get()
    editor.goto(reverse("wagtailadmin_pages:add", args=["history", "historyeventpage", history.pk]))
    editor.locator("#id_title").fill("Otro hecho")
    editor.get_by_role("tab", name="Datos").click()
    editor.locator("[name=date_kind]").select_option("day")
    editor.locator("[name=date_start_day]").fill("31")
    editor.locator("[name=date_start_month]").select_option(index=2)
    editor.locator("[name=date_start_year]").fill("1974")
    editor.get_by_role("button", name=re.compile("Guardar borrador")).click()
    expect(editor.locator("[data-partial-date] [aria-invalid]").first).to_be_attached()

    editor.get_by_role("tab", name=re.compile("Datos")).click()
    editor.locator("[name=date_kind]").select_option("mid-year")
    editor.get_by_role("button", name=re.compile("Guardar borrador")).click()
    expect(editor).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    event = HistoryEventPage.objects.get(slug="otro-hecho")
    assert event.get_latest_revision_as_object().date.edtf == "1974-06~"


@pytest.mark.full
def test_one_of_two_dates_is_told_on_a_phone_by_the_labels_of_its_inputs(staff):
    editor = staff(EDITOR, viewport={"width": 360, "height": 800})
    history = HistoryPage.objects.get()
    editor.goto(reverse("wagtailadmin_pages:add", args=["history", "historyeventpage", history.pk]))
    editor.locator("#id_title").fill("Hecho sin fecha segura")
    editor.get_by_role("tab", name="Datos").click()
    date = editor.locator("[data-partial-date]")
    date.get_by_label("Qué tipo de fecha").select_option(
        label="Una de dos fechas, sin que se sepa cuál"
    )
    first = date.get_by_role("group", name="Fecha, o la primera de dos")
    second = date.get_by_role("group", name="Segunda fecha")
    first.get_by_label("Estación").select_option(label="primavera")
    first.get_by_label("Año").fill("1974")
    second.get_by_label("Mes").select_option(label="junio")
    second.get_by_label("Año").fill("1975")
    second.get_by_label("Aproximada").check()
    assert date.evaluate("widget => widget.scrollWidth <= widget.clientWidth")
    editor.get_by_role("button", name=re.compile("Guardar borrador")).click()
    expect(editor).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    event = HistoryEventPage.objects.get(slug="hecho-sin-fecha-segura")
    assert event.get_latest_revision_as_object().date.edtf == "[1974-21,1975-~06]"
