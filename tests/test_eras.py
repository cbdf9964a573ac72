"""Eras: years of the history that staff give a name, behind the dates and in the legend."""

import pytest
from django.core.exceptions import ValidationError

from history.axis import Axis
from history.models import Era, HistoryEventPage, HistoryPage
from oim_portal.accounts.roles import EDITOR

from .edit_forms import form_of
from .factories import add_events, publish_page
from .html import page, text_of, texts
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

HISTORY = "/es/quienes-somos/historia/"
ENGLISH = "/en/quienes-somos/historia/"
FIRST = {"name_es": "Los comienzos", "name_en": "Beginnings", "first_year": 1950, "last_year": 1964}
SECOND = {"name_es": "La cooperación", "first_year": 1960}


def add_eras(*eras: dict) -> None:
    history = HistoryPage.objects.get()
    history.eras.set([Era(**era) for era in eras])
    publish_page(history)


def bands(*eras: dict) -> list[tuple[str, str, str]]:
    """Return the names of the eras on the axis of 1950 to 2029, with their places."""
    axis = Axis(1950, 2030)
    axis.eras = [Era(**era) for era in eras]
    return [(era.name_es, band.x, band.width) for era, band in axis.bands]


def test_without_an_era_nothing_is_said_or_drawn(content, visitor):
    assert not Era.objects.exists()
    for address in (HISTORY, ENGLISH, f"{HISTORY}?decada=1960"):
        html = visitor.get(address).content.decode()
        assert 'class="era' not in html
        assert "poca" not in html
        assert 'id="epocas"' not in html


def test_eras_are_listed_with_their_years_and_drawn_on_every_axis_of_the_history(content, visitor):
    add_eras(FIRST, SECOND, {"name_es": "La colonia", "last_year": 1822})
    soup = page(visitor, HISTORY)
    assert texts(soup, ".legend__eras > li") == [
        "Los comienzos (1950–1964)",
        "La cooperación (a partir de 1960)",
        "La colonia (hasta 1822)",
    ]
    # What lies before the axis is only listed.
    assert texts(soup, ".overview__era text") == ["Los comienzos", "La cooperación"]
    drawn = soup.select(".overview__drawing")[-1].select(".era")
    assert [band["x"] for band in drawn] == ["0%", "12.5%"]
    assert "Épocas: Los comienzos · La cooperación" in text_of(soup.find(id="decada-1960"))
    assert len(soup.find(id="decada-1960").select(".strip .era")) == 2
    assert "Época: La cooperación" in text_of(soup.find(id="decada-1970"))
    # Elsewhere nothing is drawn.
    for address in ("/es/", "/es/programas/", f"{HISTORY}1974-retorno/"):
        assert not page(visitor, address).select(".era")


def test_an_era_without_english_is_shown_in_spanish_and_marked_as_such(content, visitor):
    add_eras(FIRST, SECOND)
    soup = page(visitor, ENGLISH)
    assert texts(soup, ".legend__eras > li") == [
        "Beginnings (1950–1964)",
        "La cooperación (from 1960 on)",
    ]
    assert [name.get("lang") for name in soup.select(".legend__eras span")] == [None, "es"]


def test_of_many_events_each_decade_says_its_eras(content, visitor):
    add_eras(FIRST)
    add_events(40, date="1965")
    soup = page(visitor, HISTORY)
    assert "Época: Los comienzos" in text_of(soup.select_one("#decada-1960 .timeline__decade-head"))
    assert soup.select(".legend__eras > li")


def test_a_band_lies_within_the_axis_whatever_its_ends():
    assert bands(
        {"name_es": "whole", "first_year": 1970, "last_year": 1989},
        {"name_es": "one year", "first_year": 1950, "last_year": 1950},
        {"name_es": "since", "first_year": 2010},
        {"name_es": "until", "last_year": 1969},
        {"name_es": "longer", "first_year": 1800, "last_year": 2200},
        {"name_es": "before", "last_year": 1949},
        {"name_es": "after", "first_year": 2030},
    ) == [
        ("whole", "25%", "25%"),
        ("one year", "0%", "1.25%"),
        ("since", "75%", "25%"),
        ("until", "0%", "25%"),
        ("longer", "0%", "100%"),
    ]


def test_an_era_outside_the_axis_is_only_listed(content, visitor):
    add_eras({"name_es": "La colonia", "last_year": 1822})
    soup = page(visitor, HISTORY)
    assert texts(soup, ".legend__eras > li") == ["La colonia (hasta 1822)"]
    assert not soup.select(".era, .overview__era, .timeline__decade-head span")


def test_an_event_does_not_take_the_id_of_the_eras():
    assert HistoryEventPage(slug="epocas").anchor == "hecho-epocas"


@pytest.mark.parametrize(
    ("years", "field", "message"),
    [
        ((1970, 1969), "last_year", "El último año es anterior al primero. Revise los dos."),
        ((None, None), "first_year", "Escriba el primer año, el último o los dos."),
        ((19, None), "first_year", "Asegúrese de que este valor sea mayor o igual que 1000."),
    ],
)
def test_years_that_cannot_be_are_refused_with_a_sentence(years, field, message):
    first, last = years
    with pytest.raises(ValidationError) as refused:
        Era(name="X", name_es="X", first_year=first, last_year=last).full_clean(exclude=["page"])
    assert refused.value.message_dict == {field: [message]}


def test_staff_are_told_of_years_in_the_wrong_order_in_the_form(content):
    editor, history = signed_in(person(EDITOR)), HistoryPage.objects.get()
    address = f"/admin/pages/{history.pk}/edit/"
    row = {"name_es": "Época", "name_en": "", "first_year": "1970", "last_year": "1969"}
    row |= {"id": "", "ORDER": "1", "DELETE": ""}
    fields = form_of(editor, address) | {f"eras-0-{name}": value for name, value in row.items()}
    answer = editor.post(address, fields | {"eras-TOTAL_FORMS": "1"})
    assert "El último año es anterior al primero." in answer.content.decode()
    editor.post(address, fields | {"eras-TOTAL_FORMS": "1", "eras-0-last_year": "1979"})
    draft = HistoryPage.objects.get().get_latest_revision_as_object()
    assert [(era.name_es, era.years) for era in draft.eras.all()] == [("Época", "1970–1979")]
    assert not Era.objects.exists()
