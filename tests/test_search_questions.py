"""Questions that people ask, each with the first result that the first content gives."""

import pytest

from .contact_points import add_point, help_index
from .help_content import add_help
from .html import page as read
from .search_requests import address, found, name_of

pytestmark = pytest.mark.django_db

HISTORY = "/es/quienes-somos/historia/"
# Language, question, and the beginning of the address of the first result.
QUESTIONS = [
    ("es", "becas canada", "/es/programas/apoyo-a-migrantes-al-canada/"),
    ("es", "¿Cuándo llegó la OIM al Ecuador?", f"{HISTORY}#p-"),
    ("es", "refugiados chilenos", f"{HISTORY}1991-repatriacion/"),
    ("es", "retorno voluntario", f"{HISTORY}1974-retorno/"),
    ("es", "repatriación", f"{HISTORY}1991-repatriacion/"),
    ("es", "convenio sede", f"{HISTORY}1965-acuerdo-convenio/"),
    ("es", "¿Cuáles son los valores de la OIM?", "/es/quienes-somos/valores/"),
    ("es", "¿Desde cuándo es parte de la ONU?", f"{HISTORY}2016-09-onu/"),
    ("es", "necesito una beca para estudiar en el exterior", "/es/programas/apoyo-a-becarios/"),
    ("es", "¿Cómo obtengo o consigo una beca para estudiar?", "/es/programas/apoyo-a-becarios/"),
    ("en", "experts from germany", "/en/programas/expertos-integrados/"),
    ("en", "values of iom", "/en/quienes-somos/valores/"),
    ("en", "scholarship", "/en/programas/apoyo-a-becarios/"),
    ("en", "when did iom come to ecuador", "/en/quienes-somos/historia/#p-"),
    ("en", "How can I get a scholarship to Canada?", "/en/programas/apoyo-a-"),
]


@pytest.mark.parametrize(("language", "typed", "url"), QUESTIONS)
def test_a_question_has_the_expected_first_result(content, visitor, language, typed, url):
    link = read(visitor, address(typed, language)).select_one(".results__title")
    assert link["href"].startswith(url), name_of(link)


def test_help_and_contacts_answer_those_who_ask_for_them(content, visitor):
    add_point()
    add_help(help_index(), "pedir ayuda")
    for language, typed, title in [
        ("es", "teléfono", "Línea de ayuda"),
        ("es", "¿dónde puedo pedir ayuda?", "Necesito pedir ayuda"),
    ]:
        assert found(visitor, typed, language)[0] == title, typed


def test_what_the_site_lacks_is_not_answered_by_words_that_only_share_a_stem(content, visitor):
    """'La Organización trabaja', 'debe ser tratada', 'granting it the powers'."""
    for language, typed, wrong in [
        ("es", "trata de personas", "tratada"),
        ("es", "empleo", "trabaja"),
        ("en", "job", "works"),
        ("en", "scholarship", "granting"),
    ]:
        marked = read(visitor, address(typed, language)).select(".results__passage mark")
        assert wrong not in {mark.get_text() for mark in marked}, typed
