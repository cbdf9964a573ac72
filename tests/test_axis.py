"""The rule of years: what a date looks like on it, and words that never touch."""

from datetime import UTC, datetime
from itertools import combinations
from types import SimpleNamespace

import pytest
from django.utils import timezone
from hypothesis import example, given, settings, strategies as st

from history.axis import Axis, percent
from history.dates import PartialDate
from history.drawings import Drawing
from history.marks import Kind

from .clock import Clock
from .partial_dates import partial_dates

WIDTHS = (360, 768, 1280)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", Clock(datetime(2026, 11, 30, 17, tzinfo=UTC)))


def dated(edtf: str | PartialDate, at_the_latest: bool = False, words: str = "1965"):
    date = PartialDate.parse(edtf) if isinstance(edtf, str) else edtf
    return SimpleNamespace(date=date, at_the_latest=at_the_latest, date_short=words)


def shapes(edtf: str, at_the_latest: bool = False, axis: Axis | None = None) -> list[tuple]:
    mark = (axis or Axis(1950, 2030)).mark(dated(edtf, at_the_latest))
    return [(shape.kind, round(shape.start, 1), round(shape.end, 1)) for shape in mark.shapes]


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("1990", [("year", 50, 51.2)]),
        ("1990-01", [("month", 50, 50.1)]),
        ("1990-01-01", [("day", 50, 50)]),
        ("1990-21", [("season", 50, 51.2)]),
        ("199X", [("span", 50, 62.5)]),
        ("198X/199X", [("span", 37.5, 62.5)]),
        ("1990/..", [("dots", 50, 96.1), ("fade-out", 50, 100), ("cap", 50, 50)]),
        ("1990/", [("fade-out", 50, 100), ("cap", 50, 50)]),
        ("199X/", [("fade-out", 62.5, 100), ("span", 50, 62.5)]),
        ("/1989", [("fade-in", 0, 50), ("cap", 50, 50)]),
        ("../1989", [("dots", 0, 50), ("fade-in", 0, 50), ("cap", 50, 50)]),
        ("[..1989]", [("fade-in", 0, 50), ("cap", 50, 50)]),
        ("[1990..]", [("fade-out", 50, 100), ("cap", 50, 50)]),
        ("[1990..1999]", [("range", 50, 62.5)]),
        ("[1970,1990]", [("dots", 26.2, 50), ("year", 25, 26.2), ("year", 50, 51.2)]),
        ("19XX", [("span", 0, 62.5)]),
    ],
)
def test_a_mark_is_as_wide_as_the_time_it_may_mean(edtf, expected):
    assert shapes(edtf) == expected


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("1989", [("fade-in", 0, 50), ("cap", 50, 50)]),
        ("1990/1999", [("fade-in", 0, 50), ("span", 50, 62.5)]),
        ("1990/", [("fade-in", 0, 50), ("fade-out", 50, 100), ("cap", 50, 50)]),
    ],
)
def test_what_may_have_been_before_fades_in(edtf, expected):
    assert shapes(edtf, at_the_latest=True) == expected


def test_about_and_possibly_are_said_of_the_mark():
    axis = Axis(1950, 2030)
    said = {sign: axis.mark(dated(f"1990{sign}")) for sign in ("", "~", "?", "%")}
    assert [(mark.about, mark.uncertain) for mark in said.values()] == [
        (False, False), (True, False), (False, True), (True, True)
    ]  # fmt: skip


def test_what_has_no_date_or_lies_elsewhere_has_no_mark():
    axis = Axis.decade(1990)
    assert axis.mark(dated("")) is None
    assert [axis.mark(dated(edtf)) for edtf in ("1989", "2000", "/1985", "2001/")] == [None] * 4
    assert shapes("1985/2005", axis=axis) == [("span", 0, 100)]


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["1951", "2016-09"], 1950, 2030),
        (["1899"], 1890, 2030),
        (["2047-05"], 2020, 2050),
        (["1951", "2030/2039"], 1950, 2040),
        (["/1952"], 1940, 2030),
        (["19XX"], 1900, 2030),
        (["1200"], 1200, 2030),
        ([""], 2020, 2030),
        ([], 2020, 2030),
    ],
)
def test_the_axis_goes_from_the_first_decade_to_the_end_of_todays_or_of_what_is_to_come(
    dates, first, last
):
    axis = Axis.of(map(dated, dates))
    assert (axis.first_year, axis.last_year) == (first, last)


# Margins and a year with what stands before it, in pixels: smaller below 52 rem.
MARGINS = {320: 16, 360: 16, 768: 29, 1280: 45}
DIGIT = {320: 7.7, 360: 7.7, 768: 7.7, 1280: 9.1}  # of DejaVu Sans, the widest of `--sans`


@given(st.integers(100, 202), st.integers(1, 120))
@example(1950 // 10, 8)
@example(1660 // 10, 37)
def test_the_years_of_an_axis_neither_touch_nor_leave_the_screen(first, decades):
    axis = Axis(first * 10, (first + decades) * 10)
    labels = axis.labels
    assert labels
    assert all(axis.first_year <= year < axis.last_year for year, _ in labels)
    for screen, margin in MARGINS.items():
        width = screen - 2 * margin
        places = [float(x.rstrip("%")) * width / 100 + 4 for _, x in labels]
        ends = [place + 4 * DIGIT[screen] for place in places]
        assert all(end < place for end, place in zip(ends, places[1:], strict=False)), screen
        assert ends[-1] <= width + margin, screen


def test_the_axis_of_the_first_content_names_each_decade_and_one_of_centuries_fewer():
    assert [year for year, _ in Axis(1950, 2030).labels] == list(range(1950, 2030, 10))
    assert [year for year, _ in Axis(1660, 2030).labels] == list(range(1700, 2001, 50))


def test_a_percentage_is_written_alike_in_every_language():
    assert [percent(n) for n in (0, 0.001, 12.5, 33.3333, 100)] == [
        "0%", "0%", "12.5%", "33.33%", "100%"
    ]  # fmt: skip


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(dated, partial_dates, st.booleans(), st.text("0123456789. oMmw–", max_size=40)),
        max_size=25,
    )
)
@example([dated("1951/..", words="desde 1951"), dated("1951", words="1951")])
@example([dated("/1974-06~", words="mediados de 1974 o antes"), dated("1973", True)])
def test_nothing_in_a_row_touches_at_any_width(pages):
    for width in WIDTHS:
        drawing = Drawing(pages, width=width)
        assert len(drawing.placed) == sum(not page.date.is_undated for page in pages)
        for shown in (each for each in WIDTHS if each >= width):
            for each in drawing.placed:
                left, right = each.words_extent(shown)
                assert not each.words or (left >= 0 and right <= shown)
            for one, other in combinations(drawing.placed, 2):
                (left, right), (first, last) = one.extent(shown), other.extent(shown)
                assert one.row != other.row or right <= first or last <= left


@settings(max_examples=150)
@given(partial_dates, st.booleans())
def test_every_date_is_drawn_within_its_axis(date, at_the_latest):
    page = dated(date, at_the_latest)
    mark = Axis.of([page]).mark(page)
    assert (mark is None) == date.is_undated
    for shape in mark.shapes if mark else ():
        assert isinstance(shape.kind, Kind)
        assert 0 <= shape.start <= shape.end <= 100
