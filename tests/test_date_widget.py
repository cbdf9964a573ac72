"""The inputs for partial dates: what they show, what they keep, and how they name mistakes."""

import re

import pytest
from django.utils import translation

from history.date_entry import GROUP_LABELS, PART_LABELS, Kind

from .date_inputs import DateForm, Inputs, submitted

OPEN_KINDS = [
    *("by", "from", "from-end-unknown", "until", "period"),
    *("between", "either", "or-earlier", "or-later"),
]
PLAIN_KINDS = [kind for kind in Kind if kind is not Kind.KEPT]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_every_input_has_a_label_and_the_groups_have_legends():
    html = str(DateForm()["date"])
    page = Inputs(html)
    shown = [attrs for attrs in page.inputs.values() if attrs.get("type") != "hidden"]
    assert len(shown) == 1 + len(GROUP_LABELS) * len(PART_LABELS)
    assert {attrs["id"] for attrs in shown} <= page.labels
    assert re.findall(r"<legend[^>]*>([^<]+)<", html) == [str(x) for x in GROUP_LABELS.values()]


def test_the_label_of_the_field_leads_to_the_kind_of_date():
    assert DateForm()["date"].id_for_label == "id_date_kind"


def test_only_the_input_to_blame_is_marked_and_tied_to_its_mistake():
    form = DateForm(submitted(kind="day", start_day="31", start_month="2", start_year="1974"))
    page = Inputs(str(form["date"]))
    marked = {name for name, attrs in page.inputs.items() if "aria-invalid" in attrs}
    assert marked == {"date_start_day"}
    errors_id = page.inputs["date_start_day"]["aria-describedby"]
    assert f'id="{errors_id}"' in form.as_div()


def test_what_was_filled_in_is_still_there_after_a_mistake():
    parts = submitted(kind="day", start_day="31", start_month="2", start_year="1974")
    parts |= submitted(start_uncertain="on")
    values = Inputs(str(DateForm(parts)["date"])).values
    assert parts.items() <= values.items()


def test_a_year_with_a_doubt_is_not_cut_to_another_year():
    form = DateForm(submitted(kind="year", start_year="?1945"))
    page = Inputs(str(form["date"]))
    assert "maxlength" not in page.inputs["date_start_year"]
    assert page.values["date_start_year"] == "?1945"
    assert form.errors["date"] == [
        "“?1945” is not a year: write four digits, such as 1974. A doubt has its own tick."
    ]


def test_each_kind_tells_the_script_which_inputs_it_uses():
    html = str(DateForm()["date"])
    of_start_day = re.search(r'data-kinds="([^"]*)">\s*<label for="id_date_start_day"', html)[1]
    of_end_year = re.search(r'data-kinds="([^"]*)">\s*<label for="id_date_end_year"', html)[1]
    assert of_start_day.split() == ["day", *OPEN_KINDS]
    assert of_end_year.split() == ["period", "between", "either"]


def test_there_is_no_script_and_no_style_inside_the_form():
    html = str(DateForm()["date"])
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)
    assert "history/partial-date.js" in str(DateForm().media)


@pytest.mark.parametrize("kind", PLAIN_KINDS)
def test_every_kind_is_offered_in_both_languages(kind):
    for language in ("es", "en"):
        with translation.override(language):
            assert f'<option value="{kind.value}"' in str(DateForm()["date"])
            assert str(kind.label) in str(DateForm()["date"])
