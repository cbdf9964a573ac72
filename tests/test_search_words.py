"""Words that must find each other, in both directions, and words that say nothing."""

import pytest
from django.db import connection

from oim_portal.search import engine, tokens
from oim_portal.search.models import Synonyms

from .factories import add_page
from .search_pairs import ENGLISH, SPANISH
from .search_requests import found

pytestmark = pytest.mark.django_db

PAIRS = [
    (language, *order)
    for language, pairs in (("es", SPANISH), ("en", ENGLISH))
    for pair in pairs
    for order in (pair, pair[::-1])
]


def finds(language: str, typed: str, written: str) -> bool:
    """Say whether a search finds a text that is this word alone."""
    query = engine.make_query(tokens.parse_search(typed), language)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT portal_search_vector(%s, %s, '', '') @@ %s::tsquery",
            [language, " ".join(tokens.tokenize(written)), query.every],
        )
        return cursor.fetchone()[0]


def test_there_are_enough_pairs():
    assert len(SPANISH) + len(ENGLISH) >= 60
    assert len({frozenset((lang, one, other)) for lang, one, other in PAIRS}) > 100


def test_each_word_of_a_pair_finds_the_other(content):
    assert [pair for pair in PAIRS if not finds(*pair)] == []


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [
        ("es", "programa", "provincia"),
        ("es", "canoa", "Canadá"),
        ("es", "valor", "volar"),
        ("en", "mission", "permission"),
        ("en", "history", "mystery"),
    ],
)
def test_words_that_only_look_alike_do_not_meet(content, language, typed, written):
    assert not finds(language, typed, written)


@pytest.mark.parametrize("typed", ["más", "mas", "también", "tambien", "de la", "qué", "para"])
def test_words_that_are_too_common_are_passed_over(content, typed):
    assert not engine.make_query(tokens.parse_search(typed), "es")
    assert finds("es", f"{typed} beca", "becas")


def test_staff_add_synonyms_that_work_at_once(content, visitor):
    add_page(title="Canoas")
    assert found(visitor, "piraguas") == []
    synonyms = Synonyms.objects.create(words="canoa, piragua, bote de remos")
    assert found(visitor, "piraguas") == found(visitor, "bote de remos") == ["Canoas"]
    synonyms.words = "canoa, bote de remos"
    synonyms.save()
    assert found(visitor, "piraguas") == []
    synonyms.delete()
    assert found(visitor, "bote de remos") == []


def test_synonyms_of_one_language_stay_in_it(content):
    Synonyms.objects.create(words="canoa, piragua", language="es")
    assert finds("es", "canoa", "piragua")
    assert not finds("en", "canoa", "piragua")


def test_a_language_without_a_configuration_is_searched_by_whole_words(content):
    assert finds("qu", "Ñan", "nan")
    assert not finds("qu", "ñan", "ñankuna")


def test_many_synonyms_of_one_group_stay_a_small_query(content):
    listed = ", ".join(f"palabra{number}" for number in range(30))
    Synonyms.objects.create(words=listed)
    query = engine.make_query(tokens.parse_search(listed.replace(",", "")), "es")
    assert len(query.every) < 100_000
