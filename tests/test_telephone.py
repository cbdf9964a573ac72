"""Telephone numbers, however they are written, become links that dial them."""

import pytest

from pages.internal_links import telephone_url, with_page_links


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("+593 2 000 0000", "tel:+59320000000"),
        ("+593 (2) 000-0000", "tel:+59320000000"),
        ("+593 (0)2 000.0000", "tel:+59320000000"),
        ("(+593) 2 000 0000", "tel:+59320000000"),
        ("+593\N{NO-BREAK SPACE}2\N{EN DASH}000\N{NON-BREAKING HYPHEN}0000", "tel:+59320000000"),
        ("(02) 000 0000", "tel:020000000"),
        ("Tel. 02 000 0000", "tel:020000000"),
        ("+593 2 000 0000 ext. 123", "tel:+59320000000"),
        ("02 000 0000x123", "tel:020000000"),
        ("02 000 0000 / 02 111 1111", "tel:020000000"),
        ("02 000 0000 y 099 111 1111", "tel:020000000"),
        ("911", "tel:911"),
    ],
)
def test_a_number_is_dialled_by_its_digits(written, url):
    assert telephone_url(written) == url


@pytest.mark.parametrize(
    "written", ["", "+", "pendiente", "2", "1800-OFICINA", "1800OFICINA", "1" * 16, "٠١٢٣٤٥"]
)
def test_what_cannot_be_dialled_is_no_link(written):
    assert telephone_url(written) == ""


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("tel:+593(2)000-0000", "tel:+59320000000"),
        ("tel:%2B593%202%20000%200000", "tel:+59320000000"),
        ("tel:+59320000000", "tel:+59320000000"),
        ("tel:pendiente", "tel:pendiente"),
    ],
)
def test_links_in_rich_text_are_dialled_too(stored, expected):
    html = '<p><a href="{}">Llámenos</a></p>'
    assert with_page_links(html.format(stored)) == html.format(expected)
