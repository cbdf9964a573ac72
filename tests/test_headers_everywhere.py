"""The headers of answers that no view of a page gives: files, refusals, redirects."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.web.headers import (
    ADMIN_POLICY,
    FILE_POLICY,
    OTHER_HEADERS,
    PUBLIC_POLICY,
    policy_text,
)

from .pictures import encoded, scene, upload

OTHER_NAMES = {
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
}


@pytest.fixture
def static_root(settings, tmp_path):
    """A folder of collected files, as WhiteNoise finds it when the first request comes."""
    (tmp_path / "portal.css").write_text("body {}")
    settings.STATIC_ROOT = tmp_path
    return tmp_path


def check(answer, status: int, policy: str = policy_text(PUBLIC_POLICY)) -> None:
    assert answer.status_code == status
    assert answer["Content-Security-Policy"] == policy
    assert {name: answer[name] for name in OTHER_HEADERS} == OTHER_HEADERS
    assert not answer.cookies
    assert "Access-Control-Allow-Origin" not in answer


def test_the_headers_are_those_that_keep_a_page_to_itself():
    assert set(OTHER_HEADERS) == OTHER_NAMES
    assert OTHER_HEADERS["X-Content-Type-Options"] == "nosniff"
    assert OTHER_HEADERS["Cross-Origin-Opener-Policy"] == "same-origin"
    assert OTHER_HEADERS["Cross-Origin-Resource-Policy"] == "same-origin"


def test_nobody_frames_a_public_page_and_only_the_admin_frames_the_admin():
    assert PUBLIC_POLICY["frame-ancestors"] == "'none'"
    assert ADMIN_POLICY["frame-ancestors"] == "'self'"


def test_a_static_file_has_the_headers(static_root, visitor):
    check(visitor.get("/static/portal.css"), 200, FILE_POLICY)


def test_a_rendition_has_the_headers(db, visitor):
    image = PortalImage.objects.create(
        title="Foto", file=upload(encoded(scene(), "png"), "foto.png")
    )
    answer = visitor.get(image.get_rendition("width-20").url)
    check(answer, 200, "default-src 'none'; sandbox")


def test_a_document_has_the_headers(db, visitor):
    document = PortalDocument.objects.create(
        title="Nota", file=ContentFile(b"Nota", "nota.txt"), file_size=4
    )
    answer = visitor.get(document.url)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/static/none.css", 404), ("/media/none.png", 404), ("/es", 301), ("/", 302)],
)
def test_what_is_not_found_or_moved_has_the_headers(db, visitor, address, status):
    check(visitor.get(address), status)


def test_a_refusal_of_other_middleware_has_the_headers(settings):
    settings.SECURE_SSL_REDIRECT = True
    check(Client(headers={"host": "elsewhere.example"}).get("/es/"), 400)
    check(Client(headers={"host": "localhost"}).get("/es/"), 301)


def test_a_server_tells_browsers_to_stay_with_tls(settings, db):
    settings.SECURE_HSTS_SECONDS = 60
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    answer = Client(headers={"host": "localhost"}).get("/robots.txt", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=60; includeSubDomains"
    answer = Client(headers={"host": "localhost"}).get("/robots.txt")
    assert "Strict-Transport-Security" not in answer
