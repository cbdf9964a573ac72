"""Hints for plain Spanish, of any text at all."""

import time

import pytest
from django.utils.translation import override
from hypothesis import given, settings, strategies as st

from oim_portal.admin.plain_language import (
    count_words,
    explained_acronyms,
    hint_of_link,
    hints,
    sentences,
)

LONG = "La oficina " + "acompaña a las personas que lo piden " * 5 + "en todo el país."
TO_AVOID = {"contraparte": "institución con la que trabajamos", "a nivel de": "en"}
HOSTILE = [
    *("." * 100_000, "a" * 100_000, " " * 100_000, ". " * 50_000, "Sr. A" * 20_000),
    *(".\n" + " " * 100_000, "¿" * 100_000, "A-" * 50_000, "(" * 100_000, "1." * 50_000),
    *("سلام " * 20_000, "👩‍👩‍👧 " * 10_000, "a nivel " * 12_000, "OIM (" * 20_000),
]


def told(text: str) -> list[tuple[str, str]]:
    with override("es"):
        return [
            (hint.title, hint.quote) for hint in hints(text, TO_AVOID, explained_acronyms(text))
        ]


@given(st.text() | st.text(alphabet=" .!?…»”)A1a\n-(&;<"))
@settings(derandomize=True, max_examples=300, deadline=1000)
def test_any_text_is_the_sentences_that_it_is_parted_into(text):
    assert "".join(sentences(text)) == text
    assert count_words(text) <= len(text)
    assert all(hint.quote.strip() for hint in hints(text, TO_AVOID, set()))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:6]))
def test_a_text_of_any_length_is_read_in_time(text):
    began = time.process_time()
    assert "".join(sentences(text)) == text
    list(hints(text, TO_AVOID, explained_acronyms(text)))
    assert time.process_time() - began < 2


def test_sentences_end_neither_at_abbreviations_nor_within_numbers():
    text = "Vive en la Av. Amazonas, Nº 24. ¿Cuánto cuesta? Cuesta 1.500 dólares. «No.» Es gratis."
    assert [sentence.strip() for sentence in sentences(text)] == [
        "Vive en la Av. Amazonas, Nº 24.",
        "¿Cuánto cuesta?",
        "Cuesta 1.500 dólares.",
        "«No.»",
        "Es gratis.",
    ]


def test_a_sentence_of_more_than_25_words_is_told_with_its_number():
    assert told("Corta. " + LONG) == [("Oración de 41 palabras", LONG)]
    assert told("palabra " * 25) == []


def test_words_to_avoid_are_told_in_any_form_of_writing_and_never_within_others():
    assert told("Contraparte y contrapartes, A  nivel\nde país.") == [
        ("Palabra por evitar", "Contraparte"),
        ("Palabra por evitar", "A  nivel\nde"),
    ]


def test_an_acronym_is_told_once_and_only_if_nothing_explains_it():
    assert told("El MIES y el MDG. El MIES.") in (
        [("Sigla sin explicar", "MIES"), ("Sigla sin explicar", "MDG")],
        [("Sigla sin explicar", "MDG"), ("Sigla sin explicar", "MIES")],
    )
    assert told("El Ministerio de Gobierno (MDG). El MDG y la OIM, siglo XIX.") == []
    assert told("ATENCIÓN, CIERRA HOY") == []


@pytest.mark.parametrize("words", ["aquí", "Leer más", "Haga clic aquí.", "más información…"])
def test_a_link_that_says_nothing_is_told(words):
    assert [*hint_of_link(words)]


@pytest.mark.parametrize("words", ["", "requisitos del retorno", "Ver los programas"])
def test_other_links_are_not(words):
    assert [*hint_of_link(words)] == []
