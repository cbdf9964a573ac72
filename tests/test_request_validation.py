"""What request validation refuses, and what not; test_malformed_requests.py asks a real server."""

import encodings
import logging
import pkgutil
from collections.abc import Iterator
from contextlib import suppress
from itertools import product

import pytest
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse
from wagtail.admin.views.generic.chooser import CreateViewMixin
from wagtail.admin.views.home import HomeView
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from history.models import HistoryPage, Theme
from oim_portal.settings.upload_limits import MAX_FORM_BYTES
from oim_portal.web.validation.admin import MAX_SEARCH_LENGTH, MAX_SEARCH_WORDS, lacks_its_form
from oim_portal.web.validation.encodings import URLENCODED, UrlValidationMiddleware
from oim_portal.web.validation.requests import PortalRequest
from pages.blocks.structure import DataTableBlock
from pages.models import ContentPage, HomePage

HISTORY = "/es/quienes-somos/historia/"
PROGRAMS = "/es/programas/"


@pytest.fixture
def staff(admin_client):
    admin_client.raise_request_exception = False
    return admin_client


@pytest.fixture
def child(db):
    page = ContentPage(title="Prueba", slug="prueba")
    return HomePage.objects.get().add_child(instance=page)


def edit_form(**changes) -> dict[str, str]:
    rows = {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    counts = {"body_es-count": "0", "body_en-count": "0"}
    return {"title": "Prueba", "slug": "prueba", **rows, **counts, **changes}


@pytest.mark.parametrize("cookie", ['a="\\000"', "a=\xff\xfe", "\xff=a"])
def test_a_cookie_that_cannot_be_read_is_refused(visitor, cookie):
    assert visitor.get("/robots.txt", headers={"cookie": cookie}).status_code == 400


def test_a_cookie_and_a_query_may_hold_every_letter(visitor):
    answer = visitor.get("/robots.txt?q=%C3%B1&a+b=%E2%82%AC", headers={"cookie": "a=\xc3\xb1"})
    assert answer.status_code == 200


def test_a_content_type_that_cannot_be_read_is_refused_by_middleware():
    environ = RequestFactory().get("/robots.txt").environ
    request = PortalRequest(environ | {"CONTENT_TYPE": "text/plain; charset*=none''x"})
    with pytest.raises(BadRequest):
        UrlValidationMiddleware(lambda request: HttpResponse())(request)


def codecs_of_python() -> list[str]:
    """Return the names of all codecs, text or not, and of some that are none."""
    modules = [module.name for module in pkgutil.iter_modules(encodings.__path__)]
    return sorted({*modules, "UTF8", "latin-1", "Undefined", "a\0b", "ñ", "none"})


@pytest.mark.full
def test_no_codec_of_python_is_a_fault_as_the_charset_of_a_request(db, visitor, caplog):
    """On Django's handler and on the portal's own, which must not even fail to make a request."""
    visitor.raise_request_exception = False
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n+AAA-\\ud800\xf1\r\n--x--\r\n'
    kinds = ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"]
    statuses = set()
    for charset, kind in product(codecs_of_python(), kinds):
        for name in (f"charset={charset}", f"charset*=utf-8''{charset}", f"charset*={charset}''x"):
            given = {"QUERY_STRING": "q=%C3%B1", "CONTENT_TYPE": f"{kind}; {name}"}
            assert PortalRequest(RequestFactory().get("/es/").environ | given).GET
            # Django's own handler fails to make some of these requests.
            with suppress(LookupError, ValueError, SuspiciousOperation):
                answer = visitor.generic(
                    "POST", "/robots.txt?q=%C3%B1", body, given["CONTENT_TYPE"]
                )
                statuses.add(answer.status_code)
    assert statuses == {400, 405}
    assert not [each for each in caplog.records if each.levelname == "ERROR"]


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "us-ascii", "ISO-8859-1", "windows-1252"])
def test_a_charset_in_which_people_write_is_read(db, visitor, charset):
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'
    assert visitor.generic("POST", "/es/", body, kind).status_code == 200


def test_a_body_beyond_all_measure_is_refused_before_it_is_read(visitor):
    answer = visitor.post("/es/", CONTENT_LENGTH=MAX_FORM_BYTES + 1)
    assert answer.status_code == 400


@pytest.mark.parametrize("length", ["", "x", "-1"])
def test_a_length_that_is_no_number_is_passed_over(visitor, length):
    assert visitor.get("/robots.txt", CONTENT_LENGTH=length).status_code == 200


def test_fields_and_files_are_limited(db, visitor, settings):
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS == 10_000
    kind = "application/x-www-form-urlencoded"
    assert visitor.post("/es/", "&".join(["a=1"] * 10_001), content_type=kind).status_code == 400
    assert visitor.post("/es/", "a=" + "b" * 3_000_000, content_type=kind).status_code == 400
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES == 100


@pytest.mark.parametrize("address", [HISTORY, PROGRAMS])
@pytest.mark.parametrize(
    "key", ["pk", "title__startswith", "themes__slug", "decada__gt", "order_by", "password"]
)
def test_a_name_in_a_query_that_is_no_filter_changes_nothing(db, visitor, address, key):
    assert visitor.get(address, {key: "x"}).content == visitor.get(address).content


@pytest.mark.parametrize("query", ["decada=1961x", "tema=x", "esfera=x", "decada=" + "9" * 25])
def test_a_value_that_a_filter_does_not_have_is_not_found(db, visitor, query):
    assert visitor.get(f"{HISTORY}?{query}").status_code == 404


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("a " * MAX_SEARCH_WORDS, 200),
        ("a " * (MAX_SEARCH_WORDS + 1), 400),
        ("a" * MAX_SEARCH_LENGTH, 200),
        ("a" * (MAX_SEARCH_LENGTH + 1), 400),
        ('"a"' * 85, 200),
        ("a:b" * 85, 200),
    ],
)
@pytest.mark.parametrize("view", ["wagtailadmin_explore_root", "wagtaildocs:index"])
def test_a_search_in_the_admin_has_its_limits(staff, view, text, status):
    assert staff.get(reverse(view), {"q": text}).status_code == status


def test_a_form_without_its_parts_is_a_bad_request_and_the_log_says_why(staff, child, caplog):
    address = reverse("wagtailadmin_pages:edit", args=[child.pk])
    with caplog.at_level(logging.WARNING):
        answer = staff.post(address, {"title": "Otra"})
    assert answer.status_code == 400
    (record,) = [each for each in caplog.records if each.name == "oim_portal.web.validation.admin"]
    assert record.levelname == "WARNING"
    assert "body_es-count" in record.getMessage()
    assert record.exc_info is None


def test_a_text_with_a_replacement_character_does_not_cost_an_editor_their_work(staff, child):
    address = reverse("wagtailadmin_pages:edit", args=[child.pk])
    answer = staff.post(address, edit_form(lead_es="pegado \N{REPLACEMENT CHARACTER} así"))
    assert answer.status_code == 302
    child.refresh_from_db()
    assert "\N{REPLACEMENT CHARACTER}" in child.get_latest_revision_as_object().lead_es


@pytest.mark.parametrize("pk", [0, int("9" * 25)])
def test_a_page_that_cannot_be_is_not_found(staff, pk):
    assert staff.get(reverse("wagtailadmin_pages:edit", args=[pk])).status_code == 404


def table_form(columns: int, rows: int, cells: bool) -> QueryDict:
    form = QueryDict(mutable=True)
    form["t-caption"] = "Una tabla"
    for kind, count in (("column", columns), ("row", rows)):
        form[f"t-{kind}-count"] = count
        for number in range(count):
            form.update({f"t-{kind}-{number}-{name}": "" for name in ("deleted", "heading")})
            form.update({f"t-{kind}-{number}-order": number, f"t-{kind}-{number}-type": "text"})
    if cells:
        form.update({f"t-cell-{row}-{n}": "null" for row in range(rows) for n in range(columns)})
    return form


def test_a_table_has_no_more_cells_than_its_form_has_fields():
    """A few thousand fields would name millions."""
    with pytest.raises(BadRequest):
        DataTableBlock().value_from_datadict(table_form(300, 300, cells=False), {}, "t")
    table = DataTableBlock().value_from_datadict(table_form(30, 60, cells=True), {}, "t")
    assert (len(table.columns), len(table.row_data)) == (30, 60)


def choosers_that_create() -> Iterator[str]:
    """Yield the address of every view of the admin that creates what is chosen."""
    waiting = [("/", pattern) for pattern in get_resolver().url_patterns]
    while waiting:
        start, pattern = waiting.pop()
        address = start + str(pattern.pattern).removeprefix("^")
        if hasattr(pattern, "url_patterns"):
            waiting += [(address, each) for each in pattern.url_patterns]
        elif issubclass(getattr(pattern.callback, "view_class", object), CreateViewMixin):
            yield address


def test_a_chooser_without_a_form_to_create_what_is_chosen_has_no_such_address(staff):
    answers = {
        (address, method): staff.generic(method, address, "a=b", URLENCODED).status_code
        for address in choosers_that_create()
        for method in ("GET", "POST")
    }
    assert len(answers) >= 12
    for (address, method), status in answers.items():
        assert status == (404 if "/snippets/choose/" in address else 200), (address, method)
    assert Client(headers={"host": "localhost"}).post(address).status_code == 302


def test_a_chooser_that_is_yet_to_come_is_looked_at_too():
    without = SnippetChooserViewSet("without", model=Theme)
    with_form = SnippetChooserViewSet("with", model=Theme, form_fields=["name"])
    assert lacks_its_form(without.create_view)
    assert not lacks_its_form(with_form.create_view)
    assert not lacks_its_form(without.choose_view)


def fail(*_arguments, **_named):
    raise ValueError("a fault of ours")


def test_a_fault_of_ours_in_the_admin_remains_one(staff, monkeypatch):
    monkeypatch.setattr(HomeView, "get_context_data", fail)
    assert staff.get(reverse("wagtailadmin_home")).status_code == 500


def test_a_fault_of_ours_in_a_public_page_remains_one(db, client, monkeypatch):
    monkeypatch.setattr(HistoryPage, "get_context", fail)
    client.raise_request_exception = False
    assert client.get(HISTORY, {"decada": "1960"}).status_code == 500


@pytest.mark.parametrize("nested", ["[" * 20_000, "[" * 20_000 + "]" * 20_000, '{"a":' * 9_000])
def test_json_nested_too_deeply_is_refused_wherever_it_is_read(staff, visitor, nested):
    visitor.raise_request_exception = False
    api = "/admin/api/main/images/"
    answer = staff.post(api, nested, content_type="application/json")
    assert answer.status_code in (400, 405)
    answer = visitor.post(reverse("mfa_login_webauthn"), {"credential": nested})
    assert answer.status_code == 400


def test_a_recursion_of_ours_remains_a_fault(staff, monkeypatch):
    def recur(*arguments, **named):
        return recur()

    monkeypatch.setattr(HomeView, "get_context_data", recur)
    assert staff.get(reverse("wagtailadmin_home")).status_code == 500


def test_a_readable_form_reaches_its_view(staff):
    answer = staff.post(reverse("wagtailadmin_account"), {"a": "b"})
    assert isinstance(answer, HttpResponse)
    assert answer.status_code == 200
