"""Both languages of the edit form: side by side at each width and with each side panel."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from history.models import HistoryEventPage
from oim_portal.accounts.roles import PUBLISHER
from pages.models import BasePage

pytestmark = pytest.mark.django_db(transaction=True)

LEAST = 300  # pixels
# Width of each field that shows, and how far its pair is from being level.
# A table scrolls, and the items of a list are within their block.
MEASURE = """() => {
  const NESTED = "table, [data-streamfield-list-container]";
  return [...document.querySelectorAll(".languages")]
  .filter((pair) => pair.checkVisibility())
  .map((pair) => {
    const sides = [...pair.children].map((side) => side.querySelector("[data-field-input]"));
    const boxes = sides.map((side) => side.getBoundingClientRect());
    const fields = sides.flatMap((side) => [...side.querySelectorAll(
      "input:not([type=hidden], [type=checkbox]), textarea, .Draftail-Editor, .c-sf-container")]);
    return {
      name: pair.parentElement.id,
      narrowest: Math.min(...fields
        .filter((field) => field.checkVisibility() && !field.closest(NESTED))
        .map((field) => field.getBoundingClientRect().width)),
      apart: Math.max(...boxes.map((box) => box.top)) - Math.min(...boxes.map((box) => box.top)),
      across: boxes[1].left > boxes[0].right,
    };
  }); }"""


def expect_pairs_level(editor: Page) -> None:
    pairs = editor.evaluate(MEASURE)
    assert pairs
    wrong = [
        pair
        for pair in pairs
        if not pair["across"] or pair["apart"] > 1 or pair["narrowest"] < LEAST
    ]
    assert wrong == []


def open_form(staff, page: BasePage, width: int) -> Page:
    editor = staff(PUBLISHER, viewport={"width": width, "height": 900})
    editor.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    expect(editor.locator(".languages").first).to_be_visible()
    return editor


def test_an_event_has_both_languages_side_by_side_beside_a_panel(staff):
    editor = open_form(staff, HistoryEventPage.objects.published().first(), 1280)
    expect_pairs_level(editor)
    editor.locator("[data-side-panel-toggle=status]").first.click()
    expect(editor.locator("[data-side-panel=status]")).to_be_visible()
    expect_pairs_level(editor)
    editor.locator("#id_title").fill("")  # an error on one side leaves the other beside it
    with editor.expect_navigation():
        editor.get_by_role("button", name="Guardar borrador").click()
    expect(editor.locator(".languages .error-message")).to_have_count(1)
    expect_pairs_level(editor)
    editor.get_by_role("button", name="Inglés", exact=True).click()
    expect(editor.locator("#id_title")).to_be_hidden()
    expect(editor.locator("#id_display_title_en")).to_be_visible()


@pytest.mark.full
@pytest.mark.parametrize("width", [1280, 1366, 1440])
def test_each_type_has_both_languages_side_by_side_with_each_panel(staff, width):
    editor = None
    for model in BasePage.__subclasses__():
        page = model.objects.filter(depth__gt=1).first()
        if page is None or model.single_language:
            continue
        editor = editor or open_form(staff, page, width)
        editor.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        for panel in ("status", "comments", "preview", "checks"):
            toggle = editor.locator(f"[data-side-panel-toggle={panel}]").first
            if toggle.count():
                toggle.click()
                expect(editor.locator(f"[data-side-panel={panel}]")).to_be_visible()
                expect_pairs_level(editor)
