"""What a visitor reads when something is wrong, in the language of the address."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from oim_portal.web.headers import PUBLIC_POLICY, policy_text
from pages.models import MissionPage

NOT_FOUND = {"es": "Página no encontrada", "en": "Page not found"}
FORBIDDEN = {"es": "No puede ver esta página", "en": "You may not see this page"}
BAD = {"es": "Esta solicitud no se entiende", "en": "This request cannot be understood"}
FAULT = {"es": "Algo salió mal", "en": "Something went wrong"}


def check(answer, status: int, language: str, headings: dict[str, str]) -> None:
    """The answer is a whole page in the language, under the public policy, without a cookie."""
    assert answer.status_code == status
    soup = BeautifulSoup(answer.content.decode(), "html.parser")
    assert soup.html["lang"] == language
    assert soup.h1.get_text(strip=True) == headings[language]
    assert headings[language] in soup.title.get_text()
    assert soup.find("a", href=f"/{language}/")
    assert soup.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert answer["Content-Security-Policy"] == policy_text(PUBLIC_POLICY)
    assert soup.select("style, script:not([src]), [style]") == []
    assert not answer.cookies


def client(**options) -> Client:
    return Client(headers={"host": "localhost"}, **options)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("path", ["nada/", "quienes-somos/nada/", "nada.php"])
def test_what_does_not_exist_is_not_found(db, language, path):
    answer = client().get(f"/{language}/{path}", follow=True)
    check(answer, 404, language, NOT_FOUND)


@pytest.mark.parametrize(
    "path",
    [
        *("/node/123", "/products?id=123", "/es/node/123?", "/es/a%C3%B1o", "/es/%eb/", "/%eb%00"),
        *("/es/" + "a" * 230, "/es//", "/es/?/", "/es/mision%3Fid=1"),
    ],
)
def test_odd_addresses_are_not_found_and_no_fault_of_ours(content, path):
    """wagtail/wagtail#12312, #13357, #13653, #3617 and #12816."""
    status = client().get(path, follow=True).status_code
    assert status in ({200} if path == "/es/?/" else {400, 404})


@pytest.mark.parametrize(("preferred", "language"), [("en", "en"), ("es", "es"), ("qu", "es")])
def test_an_address_without_a_language_is_answered_in_the_one_that_the_browser_prefers(
    db, preferred, language
):
    answer = client().get("/nada/", headers={"accept-language": preferred})
    check(answer, 404, language, NOT_FOUND)
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_request_for_another_host_is_a_bad_request(db, language):
    answer = Client(headers={"host": "elsewhere.example"}).get(f"/{language}/")
    check(answer, 400, language, BAD)


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_form_that_was_open_for_too_long_is_refused(db, language):
    answer = client(enforce_csrf_checks=True).post(f"/{language}/", {"a": "b"})
    check(answer, 403, language, FORBIDDEN)


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_fault_of_ours_is_told_as_such(db, monkeypatch, language):
    def fail(*_arguments, **_named):
        raise RuntimeError("a fault")

    monkeypatch.setattr(MissionPage, "get_context", fail)
    address = f"/{language}/quienes-somos/mision/"
    check(client(raise_request_exception=False).get(address), 500, language, FAULT)


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_fault_is_told_even_without_a_database(language):
    # No `db` here: every question to the database fails, those of the error page too.
    answer = client(raise_request_exception=False).get(f"/{language}/quienes-somos/")
    check(answer, 500, language, FAULT)
