"""Choosing a quotation in a browser: marked words become whole sentences, by keyboard too."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from history.models import HistoryEventPage
from oim_portal.accounts.roles import EDITOR

from .admin import complaints

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_editor_marks_what_an_event_quotes_and_its_part_and_date(staff, content):
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    editor = staff(EDITOR)
    found = complaints(editor)
    editor.goto(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    heading = editor.locator(".w-panel__header", has_text="Cita de la historia")
    heading.locator("[data-panel-toggle]").click()
    box = editor.locator("[data-quoting=es]")
    text = box.locator("[data-quoting-from]")
    place = text.input_value().index("admitido como Gobierno")
    text.focus()
    text.evaluate("(area, place) => area.setSelectionRange(place, place)", place)
    for _press in range(8):
        editor.keyboard.press("Shift+ArrowRight")
    box.get_by_role("button", name="Citar lo marcado").press("Enter")
    quoted = (
        "[…] De esta manera, el Gobierno del Ecuador fue admitido como Gobierno Miembro"
        " de la OIM en 1959."
    )
    field = editor.locator("#id_quotation_es")
    expect(field).to_have_value(quoted)
    expect(box.get_by_role("status")).to_have_text("La cita está puesta.")
    expect(editor.locator("#id_narrative_block")).to_have_value("relato-oim-en-ecuador")

    start = quoted.index("en 1959")
    select = "(area, [start, end]) => area.setSelectionRange(start, end)"
    field.evaluate(select, [start, start + 7])
    box.get_by_role("button", name="Son las palabras de la fecha").click()
    expect(editor.locator("#id_date_as_written_es")).to_have_value("en 1959")
    field.evaluate(select, [4, 18])
    box.get_by_role("button", name="Es lo propio de esta página").click()
    expect(editor.locator("#id_quotation_part_es")).to_have_value("De esta manera")

    place = text.input_value().index("becas para")
    text.evaluate(select, [place, place + 5])
    box.get_by_role("button", name="Citar lo marcado").click()
    lines = field.input_value().split("\n")
    assert [lines[0][:18], lines[1], lines[2][:9], lines[3]] == [
        "En los años 80 y 9",
        "[…]",
        "“Programa",
        "[…]",
    ]
    box.get_by_role("button", name="Quitar la cita").click()
    expect(field).to_have_value("")
    assert found == []
