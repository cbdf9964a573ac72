"""`/.well-known/security.txt`, by the rules of RFC 9116."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from oim_portal.settings import environment

ADDRESS = "/.well-known/security.txt"


def test_it_names_the_contact_of_the_settings_for_less_than_a_year(visitor, settings):
    settings.PORTAL_SECURITY_CONTACT = "mailto:seguridad@example.org"
    answer = visitor.get(ADDRESS)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:seguridad@example.org"
    assert fields["Preferred-Languages"] == "es, en"
    assert fields["Canonical"] == settings.PORTAL_URL + ADDRESS
    expires = datetime.fromisoformat(fields["Expires"])
    assert datetime.now(UTC) < expires < datetime.now(UTC) + timedelta(days=365)


def test_without_a_contact_there_is_no_file(db, visitor):
    assert visitor.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", ""),
        ("seguridad@example.org", "mailto:seguridad@example.org"),
        ("mailto:seguridad@example.org", "mailto:seguridad@example.org"),
        ("https://example.org/seguridad", "https://example.org/seguridad"),
    ],
)
def test_a_contact_is_an_address_of_mail_or_of_a_page(monkeypatch, written, meant):
    monkeypatch.setenv("PORTAL_SECURITY_CONTACT", written)
    assert environment.contact("PORTAL_SECURITY_CONTACT") == meant


@pytest.mark.parametrize("written", ["nobody", "http://example.org/", "javascript:alert(1)@x/"])
def test_anything_else_stops_the_start_and_says_why(monkeypatch, written):
    monkeypatch.setenv("PORTAL_SECURITY_CONTACT", written)
    with pytest.raises(ImproperlyConfigured, match="PORTAL_SECURITY_CONTACT"):
        environment.contact("PORTAL_SECURITY_CONTACT")
