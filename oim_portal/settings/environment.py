"""How settings read the environment: one place, clear sentences when something is missing."""

import os
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Return the variable's value without surrounding white space, or the default when empty."""
    return os.environ.get(name, "").strip() or default


def required(name: str, purpose: str) -> str:
    """Return the variable's value; without one, stop with a sentence that says what it is for."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment: {purpose}.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """Return True for 1, true, yes or on and False for 0, false, no or off (any case)."""
    value = text(name).lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if not value else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def address(name: str, default: str = "") -> str:
    """Return an http(s) address without a path or final slash, as `https://example.org:8443`."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"{name} must be an address such as https://example.org, not {value!r}."
        )
    return value


def contact(name: str) -> str:
    """Return `mailto:…` or `https://…`, or nothing; an address of mail alone becomes the former."""
    value = text(name)
    if not value or value.startswith(("mailto:", "https://")):
        return value
    if "@" in value and "/" not in value:
        return f"mailto:{value}"
    raise ImproperlyConfigured(f"{name} must be an e-mail or https address, not {value!r}.")


def optional_address(name: str) -> str:
    """Return an address as `address` does, or '' when the variable is empty."""
    return address(name) if text(name) else ""


def mail_server(name: str) -> dict[str, object]:
    """Read `smtp://user:password@host:587/?tls=yes` (or `smtps://…`) into settings.

    `PORTAL_MAIL_BACKEND` is how the background worker sends mail. Without the variable that is the
    console, so that a laptop sends none.
    """
    value = text(name)
    if not value:
        return {"PORTAL_MAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must look like smtp://user:password@host:587/?tls=yes.")
    return {
        "PORTAL_MAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parse_qs(parts.query).get("tls", ["no"])[0] in {"1", "yes", "true"},
        "EMAIL_TIMEOUT": 10,
    }
