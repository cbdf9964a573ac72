"""What a server runs with: Django's own checks of a deployment, and cookies."""

import ast
import os
import subprocess
import sys

import pytest
from django.conf import settings

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "oim_portal.settings.production",
    "PORTAL_SECRET_KEY": "a-long-text-for-the-test-that-has-many-different-characters-0123456789",
    "PORTAL_URL": "https://portal.example.org",
    "DATABASE_URL": "postgres://nobody@localhost:1/nothing",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run Python as a server would, without what the tests' environment says."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=kept | ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def values(*names: str, **environment: str) -> list:
    """Return what settings have on a server."""
    code = f"from django.conf import settings as s; print([getattr(s, n) for n in {names!r}])"
    return ast.literal_eval(run("-c", code, **environment).stdout)


def test_djangos_checks_of_a_deployment_have_nothing_to_say():
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert "no issues" in result.stdout + result.stderr
    assert result.returncode == 0


@pytest.mark.parametrize("name", ["PORTAL_SECRET_KEY", "PORTAL_URL", "DATABASE_URL"])
def test_a_server_does_not_start_without_what_it_needs_and_says_what(name):
    result = run("manage.py", "check", **{name: ""})
    assert result.returncode != 0
    assert name in result.stderr


def test_a_server_asks_for_a_second_factor_unless_it_is_told_not_to():
    assert values("PORTAL_REQUIRE_MFA") == [True]
    assert values("PORTAL_REQUIRE_MFA", PORTAL_REQUIRE_MFA="no") == [False]


def test_errors_are_mailed_only_where_there_is_a_mail_server_and_somebody_to_tell():
    somebody, server = {"PORTAL_ERROR_MAIL": "it@example.org"}, {"PORTAL_MAIL_SERVER": "smtp://mx"}
    both = somebody | server
    for given, is_mailed in ((somebody, False), (server, False), (both, True)):
        (logging,) = values("LOGGING", **given)
        assert ("mail" in logging["handlers"]) is is_mailed


def test_the_nightly_backup_reads_nothing_that_the_web_process_has_pickled():
    own = {"DJANGO_SETTINGS_MODULE": "oim_portal.settings.backup"}
    log = {"PORTAL_LOG_FILE": "/nowhere/portal.log"}  # another user's
    caches, logging = values("CACHES", "LOGGING", **own, **log)
    backends = {cache["BACKEND"] for cache in caches.values()}
    assert backends == {"django.core.cache.backends.locmem.LocMemCache"}
    assert set(logging["root"]["handlers"]) == set(logging["handlers"]) == {"console"}


def test_a_servers_cookies_belong_to_its_host_alone():
    for kind in ("SESSION", "CSRF"):
        name, secure, domain, path = values(
            *(f"{kind}_COOKIE_{part}" for part in ("NAME", "SECURE", "DOMAIN", "PATH"))
        )
        assert name.startswith("__Host-")
        assert (secure, domain, path) == (True, None, "/")


def test_a_server_hashes_passwords_with_argon2_and_takes_passkeys_over_tls_only():
    hashers, insecure = values("PASSWORD_HASHERS", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN")
    assert hashers[0].endswith("Argon2PasswordHasher")
    assert not insecure
