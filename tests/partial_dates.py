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
plain_texts = exact_texts() | decade_texts | season_texts
unknown_texts = century_texts | unspecified_texts
signs_before = st.builds("{}{}".format, st.sampled_from("~?%"), plain_texts | unknown_texts)
signs_at_month = exact_texts(finest=("month",)).flatmap(
    lambda text: st.sampled_from("~?%").map(lambda sign: f"{text[:5]}{sign}{text[5:]}")
)
simple_texts = (
    st.builds("{}{}".format, plain_texts | unknown_texts, qualifiers)
    | signs_before
    | signs_at_month
)
known_texts = st.builds("{}{}".format, plain_texts, qualifiers)


def _period(one: str, other: str) -> str:
    return "/".join(sorted((one, other), key=lambda text: PartialDate.parse(text).earliest))


def _set(texts: list[str], opening: str, ending: str) -> str:
    return f"[{opening}{','.join(texts)}{ending}]"


def _range(one: str, other: str) -> str:
    return f"[{_period(one, other).replace('/', '..')}]"


def _different(one: str, other: str) -> bool:
    return one != other


def _sets(simple):
    """Sets of at most four dates: as many as fit for sure."""
    pairs = st.tuples(simple, simple).filter(lambda pair: _different(*pair))
    several = st.lists(simple, min_size=2, max_size=4, unique=True)
    some = st.lists(simple, min_size=1, max_size=4, unique=True)
    return (
        several.map(lambda texts: _set(texts, "", ""))
        | some.map(lambda texts: _set(texts, "..", ""))
        | some.map(lambda texts: _set(texts, "", ".."))
        | pairs.map(lambda pair: _range(*pair))
    )


def _all_forms(simple):
    limits = st.builds(str.format, st.sampled_from(["{}/..", "{}/", "../{}", "/{}"]), simple)
    periods = st.builds(_period, simple, simple)
    return st.just("") | simple | limits | periods


def _known_sets(simple):
    """Sets that the form has words for: two dates, or one that is open."""
    pairs = st.tuples(simple, simple).filter(lambda pair: _different(*pair))
    return (
        pairs.map(lambda pair: _set(list(pair), "", ""))
        | pairs.map(lambda pair: _range(*pair))
        | simple.map(lambda text: f"[..{text}]")
        | simple.map(lambda text: f"[{text}..]")
    )


edtf_texts = _all_forms(simple_texts) | _sets(simple_texts)
partial_dates = edtf_texts.map(PartialDate.parse)
# What the form has words for.
known_dates = (_all_forms(known_texts) | _known_sets(known_texts)).map(PartialDate.parse)
date_like_noise = st.text("0123456789X-/.~?%Y[], ", max_size=24)
