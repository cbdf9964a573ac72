"""Any input gives results or a 400 with a sentence; none gives an error of ours."""

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings, strategies as st

from oim_portal.search import missed, tokens
from oim_portal.search.missed import is_personal
from oim_portal.search.models import MissedSearch

from .html import page as read, text_of
from .search_requests import address, titles

pytestmark = pytest.mark.django_db

HOSTILE = [
    "' OR 1=1 --",
    '"',
    '""',
    '"a',
    "a:*",
    "a & | ! <-> b",
    "!!!!",
    "(((((",
    "\\",
    "%",
    "_",
    "%%s %(query)s {table}",
    "a:b " * 200,
    '"a b" ' * 100,
    "ﷺ مرحبا بالعالم",
    "‮gnirts",
    "👩‍👩‍👧‍👦 🇪🇨",
    "x" * 5_000,
    "palabra " * 10_000,
    "\t\r\n\v",
    "<script>alert(1)</script>",
    "½ ² ㎏ ﬁ İ ß",
    "a\u0301 e\u0301",
    "\ue000marca\ue001",
    "--",
    "y/o www.iom.int a@b.c 1.5e10 -3 2016-09-19",
]
# Characters that a browser can send in an address.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)
SYNTAX = st.text(st.sampled_from("ab \"'&|!()<->:*\\%_{}é\u0301日١"), max_size=80)
PATIENT = settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def ask(visitor, **query) -> None:
    for name in ("search", "search_suggestions"):
        response = visitor.get(reverse(name), query)
        assert response.status_code in (200, 400), (name, query)
        if response.status_code == 400:
            assert text_of(read_text(response)), query


def read_text(response):
    from bs4 import BeautifulSoup

    return BeautifulSoup(response.content.decode(), "html.parser").select_one("h1")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_answered(content, visitor, text):
    assert visitor.get(address(text)).status_code == 200
    ask(visitor, q=text)


@given(text=TEXT | SYNTAX, kind=st.sampled_from(["", "hecho", "x"]), page=st.integers(-2, 40))
@example(text="a", kind="", page=10**30)
@PATIENT
def test_any_search_is_answered(content, visitor, text, kind, page):
    ask(visitor, q=text, tipo=kind, pagina=page)


@pytest.mark.full
@given(text=TEXT | SYNTAX, kind=TEXT, page=TEXT)
@settings(PATIENT, max_examples=2_000)
def test_thousands_of_searches_are_answered(content, visitor, text, kind, page):
    ask(visitor, q=text)
    ask(visitor, q=text, tipo=kind, pagina=page)


@given(text=TEXT | SYNTAX)
@settings(max_examples=300)
def test_what_is_searched_stays_within_bounds(text):
    asked = tokens.parse_search(text)
    assert len(asked.text) <= tokens.MAX_CHARACTERS
    assert len(asked.words) <= tokens.MAX_WORDS
    assert "\ue000" not in asked.text


@pytest.mark.parametrize("page", ["-1", "0", "x", "9" * 25, "1e3", "٣", "1.5"])
def test_a_page_that_no_link_leads_to_is_a_400(content, visitor, page):
    response = visitor.get(address("oim", pagina=page))
    assert response.status_code == 400
    assert text_of(read_text(response))


def test_a_page_after_the_last_one_says_so(content, visitor):
    soup = read(visitor, address("oim", pagina="30"))
    assert not soup.select(".results")


def test_an_empty_page_number_or_kind_is_none(content, visitor):
    empty = read(visitor, address("oim", pagina="", tipo=""))
    assert titles(empty) == titles(read(visitor, address("oim"))) != []


def test_a_kind_that_does_not_exist_is_a_400(content, visitor):
    assert visitor.get(address("oim", tipo="nada")).status_code == 400


@pytest.mark.parametrize(
    "raw", ["q=%00", "q=a%00b", "q=%ff%fe", "q=%ed%a0%80", "%00=q", "tipo=%00", "pagina=%00"]
)
def test_what_is_no_text_is_a_400_in_the_language_of_the_address(content, visitor, raw):
    for language, _name in django_settings.LANGUAGES:
        response = visitor.get(f"/{language}/buscar/?{raw}")
        assert response.status_code == 400
        assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("text", ["x" * 201, "x " * 21, "mision " + "y" * 200])
def test_who_asks_for_too_much_is_told(content, visitor, text):
    assert read(visitor, address(text)).select_one(".notice")
    assert not read(visitor, address(text[:20])).select(".notice")


def test_a_search_without_result_is_counted_without_a_trace_of_who(content, visitor):
    for _time in range(2):
        visitor.get(address("Chanul"))
    visitor.get(address("chanul", pagina="2"))
    visitor.get(address("chanul", tipo="hecho"))
    visitor.head(address("chanul"))
    found = MissedSearch.objects.get()
    assert (found.text, found.language, found.times) == ("chanul", "es", 2)
    assert {field.name for field in MissedSearch._meta.fields} == {
        "id",
        "language",
        "text",
        "shown_instead",
        "times",
        "last_on",
    }


def test_nonsense_from_one_place_leaves_the_report_to_others(content, visitor, monkeypatch):
    monkeypatch.setattr(missed, "MOST_OF_ONE_NETWORK", 3)
    for number in range(5):
        visitor.get(address(f"zzz{number}"), REMOTE_ADDR="203.0.113.9")
    visitor.get(address("chanul"), REMOTE_ADDR="198.51.100.1")
    kept = set(MissedSearch.objects.values_list("text", flat=True))
    assert kept == {"chanul", "zzz0", "zzz1", "zzz2"}


def test_a_full_table_makes_room_for_what_is_searched_next(content, visitor, monkeypatch):
    monkeypatch.setattr(missed, "MOST_ROWS", 3)
    for text in ("visado", "visado", "uno", "dos", "tres", "cuatro"):
        visitor.get(address(f"zzz{text}"))
    kept = dict(MissedSearch.objects.values_list("text", "times"))
    assert kept == {"zzzvisado": 2, "zzztres": 1, "zzzcuatro": 1}


@pytest.mark.parametrize(
    "text",
    [
        "ana.paz@example.org",
        "ana @ example",
        "0999123456",
        "+593 99 912 3456",
        "02-2345-678",
        "cédula 171234567-8",
        "1712345678 visa",
        "pasaporte A1234567",
        "AB-123456",
    ],
)
def test_what_may_tell_of_a_person_is_not_kept(content, visitor, text):
    assert is_personal(text)
    visitor.get(address(text))
    assert not MissedSearch.objects.exists()


@pytest.mark.parametrize("text", ["decreto 648", "1965", "canoas 2016 2017", "visa 12 xi"])
def test_years_and_numbers_of_documents_are_kept(text):
    assert not is_personal(text) or text.count(" ") > 1


def test_what_is_found_is_not_counted(content, visitor):
    visitor.get(address("chilenos"))
    visitor.get(address("chilean"))
    assert not MissedSearch.objects.exists()
