"""The order of the middleware: of each pair, the first has to stand before the second."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SETTINGS = Path(__file__).parents[1] / "oim_portal" / "settings" / "middleware.py"
PAIRS = [
    ("ClientAddressMiddleware", "RequestIdMiddleware"),
    ("RequestIdMiddleware", "SecurityHeadersMiddleware"),
    ("SecurityHeadersMiddleware", "HealthMiddleware"),
    ("SecurityHeadersMiddleware", "WhiteNoiseMiddleware"),
    ("HealthMiddleware", "SecurityMiddleware"),
    ("HealthMiddleware", "DatabaseTimeoutMiddleware"),
    ("UrlValidationMiddleware", "WhiteNoiseMiddleware"),
    ("UrlValidationMiddleware", "SessionMiddleware"),
    ("CacheControlMiddleware", "GZipMiddleware"),
    ("GZipMiddleware", "ConditionalGetMiddleware"),
    ("WhiteNoiseMiddleware", "DatabaseTimeoutMiddleware"),
    ("DatabaseTimeoutMiddleware", "SessionMiddleware"),
    ("SessionMiddleware", "LanguageMiddleware"),
    ("LanguageMiddleware", "CommonMiddleware"),
    ("CsrfViewMiddleware", "FormValidationMiddleware"),
    ("SessionMiddleware", "AuthenticationMiddleware"),
    ("AuthenticationMiddleware", "MessageMiddleware"),
    ("MessageMiddleware", "WithdrawalMiddleware"),
    ("AuthenticationMiddleware", "PreferredLanguageMiddleware"),
    ("StaffMarkerMiddleware", "SessionLimitsMiddleware"),
    ("SessionLimitsMiddleware", "EndedSessionMiddleware"),
    ("EndedSessionMiddleware", "SecondFactorMiddleware"),
    ("SecondFactorMiddleware", "SignOutMiddleware"),
    ("SecondFactorMiddleware", "KnownBrowserMiddleware"),
    ("SecondFactorMiddleware", "ReceiptMiddleware"),
    ("SecondFactorMiddleware", "AuditMiddleware"),
    ("AuditMiddleware", "RedirectMiddleware"),
    ("AdminValidationMiddleware", "UnavailableMiddleware"),
    ("UnavailableMiddleware", "RefusalMiddleware"),
]


def place(name: str) -> int:
    (found,) = [i for i, path in enumerate(settings.MIDDLEWARE) if path.endswith(f".{name}")]
    return found


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_one_stands_before_the_other_that_needs_it(first, second):
    assert place(first) < place(second)


def test_every_line_of_ours_has_its_reason_above_it():
    """Of lines that share one, the reason stands above the first."""
    lines = SETTINGS.read_text().split("MIDDLEWARE = [\n")[1].split("\n]")[0].splitlines()
    assert len([line for line in lines if line.strip().startswith('"')]) == len(settings.MIDDLEWARE)
    ours = [i for i, line in enumerate(lines) if re.match(r'    "(oim_portal|pages)\.', line)]
    assert len(ours) > 20
    for i in ours:
        above = lines[i - 1].strip()
        assert above.startswith("#") or i - 1 in ours, lines[i]
