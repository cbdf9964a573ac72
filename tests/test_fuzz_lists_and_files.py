"""Whatever an address asks of the public lists and files, no answer is a fault of the portal."""

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings, strategies as st

from oim_portal.open_data.files import files

pytestmark = pytest.mark.django_db

HISTORY = "/{language}/quienes-somos/historia/"
PROGRAMS = "/{language}/programas/"
LISTS = {HISTORY: ["decada", "tema", "esfera"], PROGRAMS: ["esfera", "estado"]}
REAL = ["1960", "1980", "legal", "programas", "migracion-forzada", "vigente", "historico"]
# What Django's test client can put into an address: anything but half of a pair of surrogates.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUE = st.one_of(
    st.sampled_from(REAL),
    st.integers().map(str),
    st.sampled_from(["", "\0", "-1", "1e9", "1960' OR 1=1--", "%", "%%", "{}", "a\r\nb", "🦜", "‮"]),
    TEXT,
)
HEADER = st.one_of(
    st.sampled_from(
        ["*", '"', 'W/"', '""', '"a", "b"', "Thu, 99 Foo 99999", "bytes=0-", "gzip;q=x"]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["if-none-match", "if-modified-since", "if-match", "range", "accept", "accept-encoding",
         "accept-language"]
    ),
    HEADER,
    max_size=3,
)  # fmt: skip
FEW, MANY = 120, 2_000


def cases(count: int) -> settings:
    """Run a number of cases within one test's transaction: none of them writes."""
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(max_examples=count, suppress_health_check=quiet)


@st.composite
def questions(draw) -> tuple[str, dict[str, str]]:
    """An address of a list with a query of its own parameters and of others."""
    path = draw(st.sampled_from(list(LISTS)))
    known = st.sampled_from(LISTS[path])
    name = st.one_of(known, known.map(lambda each: f"{each}__gt"), TEXT)
    query = draw(st.dictionaries(name, VALUE, max_size=4))
    return path.format(language=draw(st.sampled_from(["es", "en"]))), query


def ask(visitor: Client, address: str, query: dict[str, str], headers: dict[str, str]):
    visitor.raise_request_exception = False
    return visitor.get(address, query, headers=headers)


def ask_a_list(visitor: Client, question: tuple, headers: dict[str, str]) -> None:
    answer = ask(visitor, *question, headers)
    conditional = {304, 412} if headers else set()
    assert answer.status_code in {200, 400, 404} | conditional, question


def ask_a_file(visitor: Client, name: str, query: dict, headers: dict[str, str]) -> None:
    answer = ask(visitor, f"/datos/{name}", query, headers)
    assert answer.status_code in {200, 304, 400, 412}, (name, query, headers)
    if (
        answer.status_code == 200
        and name.endswith("json")
        and not answer.has_header("Content-Encoding")
    ):
        json.loads(answer.content)


QUERIES = st.dictionaries(TEXT, VALUE, max_size=3)


@cases(FEW)
@given(questions(), HEADERS)
def test_filters_answer_whatever_is_asked(content, visitor, question, headers):
    ask_a_list(visitor, question, headers)


@cases(FEW)
@given(st.sampled_from(list(files())), QUERIES, HEADERS)
def test_files_answer_whatever_is_asked(content, visitor, name, query, headers):
    ask_a_file(visitor, name, query, headers)


@cases(FEW)
@given(TEXT.map(lambda text: text.replace("/", "")), st.sampled_from(["/datos/", "/es/datos/"]))
def test_names_of_files_that_do_not_exist_are_not_found(content, visitor, name, folder):
    answer = ask(visitor, f"{folder}{name}x", {}, {})
    assert answer.status_code in {301, 400, 404}, name


@pytest.mark.full
@cases(MANY)
@given(questions(), HEADERS)
def test_filters_answer_thousands_of_questions(content, visitor, question, headers):
    ask_a_list(visitor, question, headers)


@pytest.mark.full
@cases(MANY)
@given(st.sampled_from(list(files())), QUERIES, HEADERS)
def test_files_answer_thousands_of_questions(content, visitor, name, query, headers):
    ask_a_file(visitor, name, query, headers)
