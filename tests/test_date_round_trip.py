"""Every partial date passes through the form unchanged, whatever it is."""

import pytest
from django.utils import translation
from hypothesis import given, strategies as st

from history.date_entry import GROUP_LABELS, PART_LABELS, Kind, join, split
from history.dates import PartialDate

from .date_inputs import DateForm, Inputs, submitted
from .partial_dates import known_dates, partial_dates


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    "edtf",
    [
        *("19XX", "1985-XX", "1985-04-XX/..", "1974/19XX~", "?1945", "~1974-06", "1974-~07"),
        *("[1667,1668,1670]", "[1667,1670..]", "[..1667,1670]", "[?1667,1668]", "[19XX..]"),
    ],
)
def test_a_date_that_the_form_has_no_words_for_is_kept_as_it_is(edtf):
    date = PartialDate.parse(edtf)
    page = Inputs(str(DateForm(initial={"date": date})["date"]))
    assert page.values["date_kind"] == "kept"
    assert DateForm(page.values).fields["date"].clean(split(date)) == date
    form = DateForm(page.values)
    assert form.is_valid()
    assert form.cleaned_data["date"] == date


def test_as_it_is_now_is_offered_only_for_a_date_that_has_no_other_words():
    assert 'value="kept"' not in str(DateForm(initial={"date": PartialDate.parse("1974")})["date"])
    kept = str(DateForm(initial={"date": PartialDate.parse("1985-XX")})["date"])
    assert "As it is now: 1985 (month not known)" in kept


@given(partial_dates)
def test_every_date_survives_the_form_unchanged(date):
    page = Inputs(str(DateForm(initial={"date": date})["date"]))
    form = DateForm(page.values, initial={"date": date})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["date"] == date
    assert not form.has_changed()


@given(known_dates)
def test_every_date_of_days_months_seasons_years_and_decades_has_words_in_the_form(date):
    assert split(date)["kind"] != Kind.KEPT
    assert join(split(date)) == date


keys = ["kind", "kept", *(f"{group}_{part}" for group in GROUP_LABELS for part in PART_LABELS)]
plausible = st.sampled_from(
    ["", "on", "1", "12", "21", "31", "1974", "1980", "middle", "x", "-1", "0"]
)


@given(
    st.dictionaries(st.sampled_from(keys), plausible | st.text(max_size=6)),
    st.sampled_from(Kind.values) | st.text(max_size=6),
)
def test_nothing_that_can_be_submitted_raises_anything_but_a_validation_error(parts, kind):
    form = DateForm(submitted(**parts | {"kind": kind}))
    if form.is_valid():
        assert isinstance(form.cleaned_data["date"], PartialDate)
    else:
        assert all(form.errors["date"])
    assert "date_kind" in str(form["date"])
