"""What holds of every partial date, and of every text that is none."""

import csv
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given, strategies as st

from history.dates import PartialDate, PartialDateError

from .partial_dates import date_like_noise, edtf_texts, partial_dates

# Examples of the specification and of its readers' tests, with the level they belong to; '-' marks
# what is no EDTF. What is valid and not held is refused by decision.
with (Path(__file__).parent / "data" / "edtf.csv").open(encoding="utf-8", newline="") as table:
    EXAMPLES = [(row["text"], row["held"] == "yes") for row in csv.DictReader(table)]


@pytest.mark.parametrize(("text", "is_held"), EXAMPLES, ids=[text for text, _held in EXAMPLES])
def test_edtf_of_the_specification_is_held_as_it_is_or_refused_with_a_sentence(text, is_held):
    if is_held:
        assert PartialDate.parse(text).edtf == text
        return
    with pytest.raises(PartialDateError) as refused:
        PartialDate.parse(text)
    with translation.override("en"):
        assert str(refused.value).endswith(".")


@given(edtf_texts)
def test_edtf_in_and_out_is_the_identity(text):
    assert PartialDate.parse(text).edtf == text


def edtf_or_refused(text: str) -> str | None:
    try:
        return PartialDate.parse(text).edtf
    except PartialDateError:
        return None


@given(st.text(max_size=30) | date_like_noise)
def test_no_text_raises_anything_but_the_error_of_dates_and_none_is_rewritten(text):
    assert edtf_or_refused(text) in (text, None)


@given(partial_dates)
def test_bounds_are_in_order_and_html_gets_exact_dates_only(date):
    if date.earliest and date.latest:
        assert date.earliest <= date.latest
    if date.html_datetime:
        assert date.html_datetime == date.edtf
        assert not set(date.html_datetime) & set("X~?%/.[],")


@given(partial_dates)
def test_every_date_has_words_in_both_languages_and_they_never_show_edtf(date):
    for language in ("es", "en"):
        words = date.wording(language)
        assert words
        assert not set(words) & set("~?%/X[]")
