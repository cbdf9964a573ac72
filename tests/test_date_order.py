"""The order of partial dates: total, stable, and such as a historian would tell them."""

import json
from pathlib import Path

from hypothesis import given, strategies as st

from history.dates import PartialDate, placed_years, sort_key

from .partial_dates import partial_dates

INVENTORY = Path(__file__).parent / "data" / "inventario.json"
# What the inventory leaves undated: 'the first years' follow 1965, 'at present' is now.
YEARS_OF_THE_UNDATED = {"primeros-anos": 1965, "actualmente": 2024}


def test_the_events_of_the_inventory_are_told_in_their_order():
    events = json.loads(INVENTORY.read_text())["timeline"]
    dates = {event["id"]: PartialDate.parse(event["edtf"] or "") for event in events}
    assert {key: date.edtf or None for key, date in dates.items()} == {
        event["id"]: event["edtf"] for event in events
    }
    keys = {key: sort_key(date, YEARS_OF_THE_UNDATED.get(key)) for key, date in dates.items()}
    assert sorted(keys, key=keys.get) == [
        "1951-creacion",
        "1959-miembro",
        "1965-registro-oficial-648",
        "1965-acuerdo-convenio",
        "1965-ejecucion",
        "primeros-anos",
        "1973-reasentamiento",
        "1974-retorno",
        "1980s-1990s",
        "1991-repatriacion",
        "2016-09-onu",
        "actualmente",
    ]


def test_dates_come_in_the_order_in_which_a_historian_would_tell_them():
    told = [
        *("19XX", "1951", "1959", "196X", "196X/197X", "1960/1964"),
        *("1965-12-16", "1965-12-16~", "1965-12-16/1970", "1965-12-16/", "1965-12-16/.."),
        *("1965-12", "1965", "../1965", "1965/1970", "1965/", "1965/.."),
        *("1973", "/1973", "1974-05", "1974-06", "1974-06~", "/1974-06~", "1974-07"),
        *("1974", "1974~", "198X/199X", "1991", "2016-09", ""),
    ]
    assert [date.edtf for date in sorted(map(PartialDate.parse, reversed(told)))] == told


def test_what_may_belong_to_several_decades_is_placed_between_decades():
    told = [
        *("1899", "[1895..1903]", "/19XX", "19XX", "19XX/..", "1900-01-01", "190X", "1909"),
        *("[1960,1985]", "1960-01-01", "1969-12-31", "[1961..1972]", "[1969,1970]", "1970-01-01"),
    ]
    assert [date.edtf for date in sorted(map(PartialDate.parse, reversed(told)))] == told
    placed = {edtf: placed_years(PartialDate.parse(edtf)) for edtf in told}
    assert {edtf for edtf, years in placed.items() if years[1] - years[0] == 9} == {
        *("1899", "1900-01-01", "190X", "1909", "1960-01-01", "1969-12-31", "1970-01-01")
    }
    assert placed["19XX"] == placed["/19XX"] == placed["19XX/.."] == (1900, 1999)
    assert placed["[1895..1903]"] == (1890, 1909)
    assert placed["[1969,1970]"] == (1960, 1979)


def test_one_of_several_dates_within_a_decade_is_placed_there():
    told = [*("1666", "[1665..1667]", "[1666,1667]", "1667~", "[..1667]", "[1667..]", "1668")]
    in_order = sorted(map(PartialDate.parse, reversed(told)))
    assert [date.edtf for date in in_order] == [
        *("1666", "1667~", "[1666,1667]", "[1665..1667]", "[..1667]", "[1667..]", "1668")
    ]
    assert {placed_years(date) for date in in_order} == {(1660, 1669)}


@given(st.lists(partial_dates, max_size=12))
def test_what_is_listed_under_the_same_years_stands_together(dates):
    years = [placed_years(date, 1965) for date in sorted(dates) if not date.is_undated]
    runs = [each for number, each in enumerate(years) if number == 0 or years[number - 1] != each]
    assert len(runs) == len(set(years))


def test_what_is_undated_is_placed_at_the_end_of_the_year_that_it_is_given():
    undated = sort_key(PartialDate(), undated_year=1965)
    before = ["1965", "1965-12-31", "1965/.."]
    assert all(PartialDate.parse(edtf).sort_key < undated for edtf in before)
    assert undated < PartialDate.parse("1966").sort_key
    assert undated < PartialDate().sort_key


def test_a_year_given_to_a_dated_one_changes_nothing():
    date = PartialDate.parse("1973")
    assert sort_key(date, undated_year=1999) == date.sort_key


@given(st.lists(partial_dates, min_size=2, max_size=8), st.randoms())
def test_the_order_is_total_and_stable(dates, random):
    in_order = sorted(dates)
    shuffled = list(dates)
    random.shuffle(shuffled)
    assert in_order == sorted(shuffled)
    for before, after in zip(in_order, in_order[1:], strict=False):
        assert (before < after) + (before == after) + (before > after) == 1
        assert (before == after) == (before.sort_key == after.sort_key)
    assert [date.sort_key for date in in_order] == sorted(date.sort_key for date in dates)


@given(partial_dates, partial_dates)
def test_what_ended_before_another_began_comes_first(one, other):
    if one.earliest and one.latest and other.earliest and one.latest < other.earliest:
        assert one < other
