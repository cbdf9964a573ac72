"""The form for partial dates: people's words in, a date out, and sentences for mistakes."""

import pytest
from django import forms
from django.utils import translation

from history.dates import PartialDate
from history.forms import DatedFormMixin, PartialDateFormField
from history.models import HistoryEventPage

from .date_inputs import DateForm, submitted


class EventForm(DatedFormMixin, DateForm):
    sort_year = forms.IntegerField(required=False)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def cleaned(**parts: str) -> PartialDate:
    form = DateForm(submitted(**parts))
    assert form.is_valid(), form.errors
    return form.cleaned_data["date"]


def mistakes(**parts: str) -> list[str]:
    form = DateForm(submitted(**parts))
    assert not form.is_valid()
    return form.errors["date"]


@pytest.mark.parametrize(
    ("edtf", "parts"),
    [
        ("", {"kind": "undated"}),
        ("", {}),
        ("1965-12-16", {"kind": "day", "start_day": "16", "start_month": "12"}),
        ("2016-09", {"kind": "month", "start_month": "9", "start_year": "2016"}),
        ("1974-06~", {"kind": "mid-year", "start_year": "1974"}),
        ("1974-06%", {"kind": "mid-year", "start_year": "1974", "start_uncertain": "on"}),
        ("1951", {"kind": "year", "start_year": " 1951 "}),
        ("1974~", {"kind": "year", "start_year": "1974", "start_approximate": "on"}),
        (
            "2004-~06",
            {
                "kind": "month",
                "start_month": "6",
                "start_year": "2004",
                "start_approximate": "on",
            },
        ),
        (
            "2004-%06",
            {
                "kind": "month",
                "start_month": "6",
                "start_year": "2004",
                "start_approximate": "on",
                "start_uncertain": "on",
            },
        ),
        (
            "/2004-~06",
            {
                "kind": "by",
                "start_month": "6",
                "start_year": "2004",
                "start_approximate": "on",
            },
        ),
        (
            "2004-07~",
            {
                "kind": "month",
                "start_month": "7",
                "start_year": "2004",
                "start_approximate": "on",
            },
        ),
        ("1974-22", {"kind": "season", "start_season": "22", "start_year": "1974"}),
        (
            "1974-24?",
            {
                "kind": "season",
                "start_season": "24",
                "start_year": "1974",
                "start_uncertain": "on",
            },
        ),
        ("1974-21/..", {"kind": "from", "start_season": "21", "start_year": "1974"}),
        ("[1667,1668]", {"kind": "either", "start_year": "1667", "end_year": "1668"}),
        ("[1668,1667]", {"kind": "either", "start_year": "1668", "end_year": "1667"}),
        (
            "[1974-06~..1975-03]",
            {
                "kind": "between",
                "start_month": "middle",
                "start_year": "1974",
                "end_month": "3",
                "end_year": "1975",
            },
        ),
        ("[..1984]", {"kind": "or-earlier", "start_year": "1984"}),
        ("[1984..]", {"kind": "or-later", "start_year": "1984"}),
        ("198X", {"kind": "decade", "start_year": "1980"}),
        ("198X", {"kind": "decade", "start_year": "1984", "start_decade": "on"}),
        ("/1973", {"kind": "by", "start_year": "1973"}),
        ("/1974-06~", {"kind": "by", "start_month": "middle", "start_year": "1974"}),
        ("1965/..", {"kind": "from", "start_year": "1965"}),
        ("1965/", {"kind": "from-end-unknown", "start_year": "1965"}),
        ("../1965-12", {"kind": "until", "start_month": "12", "start_year": "1965"}),
        (
            "198X/199X",
            {
                "kind": "period",
                "start_decade": "on",
                "start_year": "1980",
                "end_decade": "on",
                "end_year": "1990",
            },
        ),
        (
            "1980-03-01/1985?",
            {
                "kind": "period",
                "start_day": "1",
                "start_month": "3",
                "start_year": "1980",
                "end_year": "1985",
                "end_uncertain": "on",
            },
        ),
    ],
)
def test_staff_give_a_date_without_knowing_edtf(edtf, parts):
    if parts.get("kind") == "day":
        parts = parts | {"start_year": "1965"}
    assert cleaned(**parts).edtf == edtf


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "There is no day 31 in February 1974: that month has 28 days.",
            {"kind": "day", "start_day": "31", "start_month": "2", "start_year": "1974"},
        ),
        (
            "The year 974 is out of range: years go from 1000 to 2999.",
            {"kind": "year", "start_year": "974"},
        ),
        ("Write the year, with four digits.", {"kind": "year"}),
        ("Choose the month.", {"kind": "month", "start_year": "1974"}),
        ("Write the day.", {"kind": "day", "start_month": "6", "start_year": "1974"}),
        ("Choose the month.", {"kind": "by", "start_day": "6", "start_year": "1974"}),
        ("Choose one of the twelve months.", {"kind": "month", "start_month": "middle"}),
        ("Choose a month from the list.", {"kind": "month", "start_month": "junio"}),
        ("There is no month 13.", {"kind": "month", "start_month": "13", "start_year": "1974"}),
        (
            "“mid-1974” is not a year: write four digits, such as 1974. A doubt has its own tick.",
            {"kind": "year", "start_year": "mid-1974"},
        ),
        (
            "“first” is not a day: write a number from 1 to 31.",
            {"kind": "day", "start_day": "first", "start_month": "6", "start_year": "1974"},
        ),
        (
            "“No date” has no use for “Year”: leave that empty, or choose another kind of date.",
            {"kind": "undated", "start_year": "1974"},
        ),
        (
            "“A decade” has no use for “Month”: leave that empty, or choose another kind of date.",
            {"kind": "by", "start_month": "6", "start_year": "1974", "start_decade": "on"},
        ),
        (
            "Second date: “A year” has no use for “Year”: "
            "leave that empty, or choose another kind of date.",
            {"kind": "year", "start_year": "1974", "end_year": "1975"},
        ),
        (
            "The end comes before the beginning.",
            {"kind": "period", "start_year": "1974", "end_year": "1973"},
        ),
        (
            "Second date: There is no day 31 in June 1974: that month has 30 days.",
            {
                "kind": "period",
                "start_year": "1974",
                "end_day": "31",
                "end_month": "6",
                "end_year": "1974",
            },
        ),
        (
            "The end comes before the beginning.",
            {"kind": "between", "start_year": "1974", "end_year": "1973"},
        ),
        (
            "One of several dates needs dates that differ.",
            {"kind": "either", "start_year": "1974", "end_year": "1974"},
        ),
        (
            "One of several dates needs dates that differ.",
            {"kind": "between", "start_year": "1974", "end_year": "1974"},
        ),
        ("Choose the season.", {"kind": "season", "start_year": "1974"}),
        (
            "Choose a season from the list.",
            {"kind": "season", "start_season": "25", "start_year": "1974"},
        ),
        (
            "Choose a season from the list.",
            {"kind": "from", "start_season": "6", "start_year": "1974"},
        ),
        (
            "“A season of a year” has no use for “Month”: "
            "leave that empty, or choose another kind of date.",
            {"kind": "by", "start_season": "21", "start_month": "6", "start_year": "1974"},
        ),
        ("Choose a kind of date from the list.", {"kind": "someday"}),
        ("“1974-6” is not a date that this site can hold.", {"kind": "kept", "kept": "1974-6"}),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_a_sentence_that_says_why(sentence, parts):
    assert sentence in mistakes(**parts)
    with translation.override("es"):
        assert sentence not in mistakes(**parts), "no Spanish translation"


def test_all_mistakes_of_a_period_are_told_at_once_and_for_each_end():
    assert mistakes(kind="period", start_year="x", end_year="") == [
        "Date, or the first of two: “x” is not a year: write four digits, such as 1974."
        " A doubt has its own tick.",
        "Second date: Write the year, with four digits.",
    ]


def test_a_changed_date_is_seen_and_the_same_one_is_not():
    initial = {"date": PartialDate.parse("1974-06~")}
    same = submitted(kind="mid-year", start_year="1974")
    assert not DateForm(same, initial=initial).has_changed()
    assert DateForm(same | {"date_start_year": "1975"}, initial=initial).has_changed()
    assert DateForm(same | {"date_start_year": "x"}, initial=initial).has_changed()
    assert not DateForm(submitted(kind="undated")).has_changed()


def test_a_required_date_may_not_be_undated():
    field = PartialDateFormField(required=True)
    assert field.clean({"kind": "year", "start_year": "1974"}) == PartialDate.parse("1974")
    with pytest.raises(forms.ValidationError, match="required"):
        field.clean({"kind": "undated"})


def test_what_is_undated_needs_a_year_to_sort_by():
    assert "date" in EventForm(submitted(kind="undated")).errors
    assert EventForm(submitted(kind="undated") | {"sort_year": "1965"}).is_valid()
    assert EventForm(submitted(kind="year", start_year="1965")).is_valid()


def test_a_draft_may_leave_the_year_to_sort_by_for_later():
    form = EventForm(submitted(kind="undated"))
    form.is_deferred_validation = True
    assert form.is_valid()


@pytest.mark.django_db
def test_a_date_that_is_left_out_is_what_its_words_say():
    class WordsForm(EventForm):
        date_as_written_es = forms.CharField(required=False)
        instance = HistoryEventPage()

    def said(words: str, **more: str) -> WordsForm:
        form = WordsForm(submitted(kind="undated") | {"date_as_written_es": words} | more)
        form.is_valid()
        return form

    assert said("para mediados de 1974").cleaned_data["date"].edtf == "/1974-06~"
    assert said("16/12/1965").cleaned_data["date"].edtf == "1965-12-16"
    assert "date" in said("cuando se pudo").errors
    # Staff who write a year to sort by mean that there is no date.
    assert said("en 1974", sort_year="1974").cleaned_data["date"].is_undated
