"""Partial dates: EDTF in and out, bounds, HTML, and what is refused."""

import copy
import dataclasses
import datetime
import pickle

import pytest
from django.utils import translation

from history.dates import End, PartialDate, PartialDateError, Precision


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("edtf", "precision", "earliest", "latest", "html"),
    [
        ("", None, None, None, None),
        ("1965-12-16", "day", "1965-12-16", "1965-12-16", "1965-12-16"),
        ("2016-09", "month", "2016-09-01", "2016-09-30", "2016-09"),
        ("2016-02", "month", "2016-02-01", "2016-02-29", "2016-02"),
        ("1951", "year", "1951-01-01", "1951-12-31", "1951"),
        ("198X", "decade", "1980-01-01", "1989-12-31", None),
        ("19XX", "century", "1900-01-01", "1999-12-31", None),
        ("2001-21", "season", "2001-01-01", "2001-12-31", None),
        ("1985-XX", "year", "1985-01-01", "1985-12-31", None),
        ("1985-XX-XX", "year", "1985-01-01", "1985-12-31", None),
        ("1985-04-XX", "month", "1985-04-01", "1985-04-30", None),
        ("1974~", "year", "1974-01-01", "1974-12-31", None),
        ("1974-06?", "month", "1974-06-01", "1974-06-30", None),
        ("1965-12-16%", "day", "1965-12-16", "1965-12-16", None),
        ("1965/..", "year", "1965-01-01", None, None),
        ("1965/", "year", "1965-01-01", None, None),
        ("/1974-06~", "month", None, "1974-06-30", None),
        ("../1965-12-16", "day", None, "1965-12-16", None),
        ("/1960", "year", None, "1960-12-31", None),
        ("198X/199X", "decade", "1980-01-01", "1999-12-31", None),
        ("1980/1985-03", "year", "1980-01-01", "1985-03-31", None),
        ("1000/2999", "year", "1000-01-01", "2999-12-31", None),
        ("?1945", "year", "1945-01-01", "1945-12-31", None),
        ("%1945-06", "month", "1945-06-01", "1945-06-30", None),
        ("1974-~06", "month", "1974-06-01", "1974-06-30", None),
        ("[1667,1668]", "year", "1667-01-01", "1668-12-31", None),
        ("[1668,1667-05]", "year", "1667-05-01", "1668-12-31", None),
        ("[1667,1670..1672-03]", "year", "1667-01-01", "1672-03-31", None),
        ("[..1984]", "year", None, "1984-12-31", None),
        ("[1984-05..]", "month", "1984-05-01", None, None),
    ],
)
def test_a_date_knows_its_precision_its_bounds_and_what_html_takes(
    edtf, precision, earliest, latest, html
):
    date = PartialDate.parse(edtf)
    assert date.edtf == edtf
    assert date.precision == precision
    assert (date.earliest, date.latest) == (day(earliest), day(latest))
    assert date.html_datetime == html


@pytest.mark.parametrize(
    ("edtf", "approximate", "uncertain"),
    [
        ("1974", False, False),
        ("1974~", True, False),
        ("1974?", False, True),
        ("1974%", True, True),
        ("/1974-06~", True, False),
        ("1970/1974?", False, True),
        ("?1974", False, True),
        ("1974-%06", True, True),
        ("[1667,1668~]", True, False),
    ],
)
def test_doubts_are_known_at_either_end(edtf, approximate, uncertain):
    date = PartialDate.parse(edtf)
    assert (date.approximate, date.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("1974-06", "1974-06-01", "1974-06-30"),
        ("1974-XX", "1974-01-01", "1974-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2004-06~", None, None),
        ("2004-~06", None, None),
        ("1991~", None, None),
        ("2016-05%", None, None),
        ("?1945", None, None),
        ("1965~/1973", None, "1973-12-31"),
        ("1965/1973?", "1965-01-01", None),
        ("/1974-06~", None, None),
        ("[1667,1668]", "1667-01-01", "1668-12-31"),
        ("[1667,1668~]", None, None),
        ("[1984..]", "1984-01-01", None),
    ],
)
def test_bounds_are_told_only_where_no_doubt_moves_them(edtf, earliest, latest):
    date = PartialDate.parse(edtf)
    assert (date.sure_earliest, date.sure_latest) == (day(earliest), day(latest))


@pytest.mark.parametrize(
    ("edtf", "approximate", "uncertain", "doubted"),
    [
        ("2004-06", True, False, "2004-~06"),
        ("2004-06~", True, True, "2004-%06"),
        ("2004-06", False, True, "2004-06?"),
        ("2004-07", True, False, "2004-07~"),
        ("?2004", True, False, "2004~"),
        ("2004-~06", False, False, "2004-06"),
    ],
)
def test_about_june_is_not_the_middle_of_the_year(edtf, approximate, uncertain, doubted):
    date = PartialDate.parse(edtf).start
    date = date.with_doubts(approximate=approximate, uncertain=uncertain)
    assert date.edtf == doubted
    assert not date.is_mid_year


def test_a_leap_day_exists_in_leap_years_only():
    assert PartialDate.parse("2016-02-29").latest == datetime.date(2016, 2, 29)
    with pytest.raises(PartialDateError):
        PartialDate.parse("1900-02-29")


def test_by_a_year_is_another_date_than_in_that_year():
    by, within = PartialDate.parse("/1973"), PartialDate.parse("1973")
    assert by != within
    assert by.earliest is None
    assert by.wording("en") != within.wording("en")


def test_nothing_known_is_undated_and_the_only_such_value():
    assert PartialDate.parse("") == PartialDate()
    assert PartialDate().is_undated
    assert not PartialDate.parse("/1974").is_undated


def test_an_open_end_is_not_an_unknown_one():
    assert PartialDate.parse("1965/..").end is End.OPEN
    assert PartialDate.parse("1965/").end is End.UNKNOWN
    assert PartialDate.parse("1965/..") != PartialDate.parse("1965/")


def test_a_date_cannot_be_changed_and_can_be_a_key_be_copied_and_be_pickled():
    date = PartialDate.parse("/1974-06~")
    with pytest.raises(dataclasses.FrozenInstanceError):
        date.start = End.OPEN
    assert {date: "found"}[PartialDate.parse("/1974-06~")] == "found"
    assert copy.deepcopy(date) == date
    assert pickle.loads(pickle.dumps(date)) == date  # noqa: S301 (our own bytes)


def test_a_date_does_not_compare_with_anything_else():
    with pytest.raises(TypeError):
        assert PartialDate.parse("1974") < "1975"
    assert PartialDate.parse("1974") != "1974"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1974-02-31", "There is no day 31 in February 1974: that month has 28 days."),
        ("1974-06-31", "There is no day 31 in June 1974: that month has 30 days."),
        ("1974-06-00", "There is no day 0 in June 1974: that month has 30 days."),
        ("1974-13", "There is no month 13."),
        ("1974-00", "There is no month 0."),
        *(
            (
                f"1974-{number}{sign}",
                f"This site holds no season or quarter {number}: write 21 for spring, "
                "22 for summer, 23 for autumn or 24 for winter.",
            )
            for number in range(25, 42)
            for sign in ("", "~")
        ),
        ("1974-20", "There is no month 20."),
        ("1974-42", "There is no month 42."),
        ("1974-25-12", "There is no month 25."),
        ("[1984]", "One of several dates needs dates that differ."),
        ("[1984,1985,1984]", "One of several dates needs dates that differ."),
        ("[1984..1984]", "One of several dates needs dates that differ."),
        ("[1985..1984]", "The end comes before the beginning."),
        ("[..1984,1990..]", "A list of dates can be open at one end only."),
        ("[1984,1974-13]", "There is no month 13."),
        ("[1984,]", "“[1984,]” is not a date that this site can hold."),
        ("[1984,1985", "“[1984,1985” is not a date that this site can hold."),
        (
            f"[{','.join(str(year) for year in range(1900, 1920))}]",
            "A list of dates may have 100 characters at most.",
        ),
        ("1974/1973", "The end comes before the beginning."),
        ("1974-06/1974-05-31", "The end comes before the beginning."),
        ("199X/198X", "The end comes before the beginning."),
        ("0999", "The year 999 is out of range: years go from 1000 to 2999."),
        ("3000-01-01", "The year 3000 is out of range: years go from 1000 to 2999."),
        ("-1985", "The year -1985 is out of range: years go from 1000 to 2999."),
        ("Y17000", "The year 17000 is out of range: years go from 1000 to 2999."),
        ("09XX", "The year 900 is out of range: years go from 1000 to 2999."),
        ("../..", "An interval needs a date at one end at least."),
        ("/", "An interval needs a date at one end at least."),
        ("../", "An interval needs a date at one end at least."),
        ("/..", "An interval needs a date at one end at least."),
        ("mid-1974", "“mid-1974” is not a date that this site can hold."),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_a_sentence_that_says_why(text, sentence):
    with translation.override("en"), pytest.raises(PartialDateError) as refused:
        PartialDate.parse(text)
    with translation.override("en"):
        assert str(refused.value) == sentence
    with translation.override("es"):
        assert str(refused.value) != sentence, "no Spanish translation"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "..",
            " 1974",
            "1974 ",
            "1974\n",
            "74",
            "1974-6",
            "19740616",
            "1974-06-30T12:00",
            "Y1974",
        ),
        *("198X-05", "1974-XX-12", "1974-06-12-XX", "2001-21-03", "2001-21-XX", "1X74", "XXXX"),
        *(
            "1974?~",
            "?1974~",
            "??1974",
            "1974-?06~",
            "1974-06~-11",
            "1974-~06-11",
            "1974-~21",
            "1974-~06-XX",
            "~1974-~06",
            "[]",
            "[..]",
            "[1974, 1975]",
            "[1974,1975]?",
            "[[1974,1975]]",
            "[1974..,1980]",
            "[1974,..1980]",
            "[1974...1980]",
            "[1974/1975,1980]",
            "[1974,1975]/1980",
            "1970/[1974,1975]",
            "{1974}",
            "1974..1975",
            "1974/1975/1976",
        ),
        *("198x", "１９７４", "1974/Y", "9" * 5000, "[" + "1974," * 100_000 + "1975]"),
    ],
)
def test_texts_that_edtf_or_this_site_does_not_know_are_refused(text):
    with pytest.raises(PartialDateError):
        PartialDate.parse(text)


def test_a_date_may_end_in_the_unit_in_which_it_begins():
    for edtf in ("1974-06/1974", "1974/1974-03", "198X/1985", "1974/1974"):
        assert PartialDate.parse(edtf).edtf == edtf


def test_precisions_rank_from_the_coarsest_to_the_finest():
    assert sorted(Precision, key=lambda each: each.rank)[0] is Precision.CENTURY
    assert Precision.YEAR.rank < Precision.MONTH.rank < Precision.DAY.rank
