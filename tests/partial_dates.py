"""Strategies that make partial dates, for tests by properties."""

import calendar

from hypothesis import strategies as st

from history.dates import PartialDate

qualifiers = st.sampled_from(["", "~", "?", "%"])
years = st.integers(1000, 2999)


@st.composite
def exact_texts(draw, finest=("year", "month", "day")):
    """EDTF of a year, month or day that exists."""
    year, month = draw(years), draw(st.integers(1, 12))
    day = draw(st.integers(1, calendar.monthrange(year, month)[1]))
    texts = {"year": f"{year}", "month": f"{year}-{month:02}", "day": f"{year}-{month:02}-{day:02}"}
    return texts[draw(st.sampled_from(finest))]


decade_texts = st.integers(100, 299).map(lambda number: f"{number}X")
century_texts = st.integers(10, 29).map(lambda number: f"{number}XX")
season_texts = st.builds("{}-{}".format, years, st.integers(21, 24))
unspecified_texts = exact_texts(finest=("year", "month")).map(lambda text: f"{text}-XX") | (
    years.map(lambda year: f"{year}-XX-XX")
)
plain_texts = exact_texts() | decade_texts
simple_texts = st.builds(
    "{}{}".format, plain_texts | century_texts | season_texts | unspecified_texts, qualifiers
)
known_texts = st.builds("{}{}".format, plain_texts, qualifiers)


def _period(one: str, other: str) -> str:
    return "/".join(sorted((one, other), key=lambda text: PartialDate.parse(text).earliest))


def _all_forms(simple):
    limits = st.builds(str.format, st.sampled_from(["{}/..", "{}/", "../{}", "/{}"]), simple)
    periods = st.builds(_period, simple, simple)
    return st.just("") | simple | limits | periods


edtf_texts = _all_forms(simple_texts)
partial_dates = edtf_texts.map(PartialDate.parse)
# What the form has words for.
known_dates = _all_forms(known_texts).map(PartialDate.parse)
date_like_noise = st.text("0123456789X-/.~?%Y ", max_size=24)
