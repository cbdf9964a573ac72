"""Cells of spreadsheets: no text becomes a formula, and none is lost on the way."""

import csv
import io

import pytest
from hypothesis import given, strategies as st

from oim_portal.open_data.cells import BOM, escape_formulas, unescape_formulas, write_csv
from oim_portal.open_data.rich_text import from_plain, plain_text, to_cell
from oim_portal.web.characters import for_xml

FORMULAS = "=+-@＝＋－＠"  # noqa: RUF001 (full width, which spreadsheets read too)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
# Made of what matters here, so that the cases meet.
HOSTILE = st.text(st.sampled_from("'=+-@＝;,|\t\r\n \"ab<>&"), max_size=12)  # noqa: RUF001


@pytest.mark.parametrize("start", FORMULAS)
@pytest.mark.parametrize("before", ["", " ", "\t", "\n", "'", "''", "a;", "a,", "; ", "a, ", "a\n"])
def test_what_begins_like_a_formula_gets_an_apostrophe(start, before):
    text = f"{before}{start}1+1"
    assert escape_formulas(text) != text
    assert unescape_formulas(escape_formulas(text)) == text


@pytest.mark.parametrize(
    "text", ["1974-06", "a = b", "a -b", "'quoted'", "/1974-06~", "uno\n\ndos"]
)
def test_ordinary_texts_stay_as_they_are(text):
    assert escape_formulas(text) == unescape_formulas(text) == text


@given(st.one_of(TEXTS, HOSTILE))
def test_whatever_is_guarded_comes_back_as_it_was(text):
    assert unescape_formulas(escape_formulas(text)) == text


@given(st.lists(st.one_of(TEXTS, HOSTILE), min_size=3, max_size=3), st.sampled_from(",;"))
def test_no_cell_begins_a_formula_whatever_separator_a_spreadsheet_takes(texts, separator):
    file = write_csv(["a", "b", "c"], [texts], separator).decode().removeprefix(BOM)
    for taken in ",;\t":
        for line in csv.reader(io.StringIO(file, newline=""), delimiter=taken):
            assert not [cell for cell in line if cell.lstrip().startswith(tuple(FORMULAS))]
    (row,) = list(csv.reader(io.StringIO(file, newline=""), delimiter=separator))[1:]
    # No text that the portal stores holds what XML and spreadsheets cannot.
    assert [unescape_formulas(cell) for cell in row] == [for_xml(text) for text in texts]


@given(st.one_of(TEXTS, HOSTILE))
def test_a_plain_text_is_the_same_after_it_was_html(text):
    html = from_plain(text)
    cell = to_cell(html)
    assert cell == html or from_plain(cell) == html
    assert plain_text(html).split() == text.split()


@pytest.mark.parametrize(
    ("html", "cell"),
    [
        ("", ""),
        ("<p>Uno</p>", "Uno"),
        ("<p>Uno</p><p>Dos &amp; tres</p>", "Uno\n\nDos & tres"),
        ("<p>Uno<br/>dos</p>", "Uno\ndos"),
        ("<p>Uno <b>dos</b></p>", "<p>Uno <b>dos</b></p>"),
        ("<p>&lt;b&gt;</p>", "<p>&lt;b&gt;</p>"),
        (
            '<p><a href="https://example.org/">a</a></p>',
            '<p><a href="https://example.org/">a</a></p>',
        ),
    ],
)
def test_paragraphs_are_plain_in_a_cell_and_everything_else_is_html(html, cell):
    assert to_cell(html) == cell
