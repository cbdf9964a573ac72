"""Functions that read settings from environment variables, with clear error messages."""

import os
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Return the variable without surrounding white space, or the default if it is empty."""
    return os.environ.get(name, "").strip() or default


def required(name: str, purpose: str) -> str:
    """Return the variable; raise ImproperlyConfigured with its purpose if it is empty."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment: {purpose}.")
    return value


def listed(name: str) -> list[str]:
    """Return the comma-separated values of the variable."""
    return [each.strip() for each in text(name).split(",") if each.strip()]


def flag(name: str, default: bool = False) -> bool:
    """Return True for 1, true, yes or on, and False for 0, false, no or off (in any case)."""
    value = text(name).lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if not value else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def address(name: str, default: str = "") -> str:
    """Return an http(s) URL without a path or final slash, such as `https://example.org:8443`.

    '' if neither the variable nor the default has a value.
    """
    value = text(name, default)
    if not value:
        return ""
    value = value.rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"{name} must be an address such as https://example.org, not {value!r}."
        )
    return value


def contact(name: str) -> str:
    """Return `mailto:…`, `https://…` or ''; a bare e-mail address becomes the first."""
    value = text(name)
    if not value or value.startswith(("mailto:", "https://")):
        return value
    if "@" in value and "/" not in value:
        return f"mailto:{value}"
    raise ImproperlyConfigured(f"{name} must be an e-mail or https address, not {value!r}.")


def mail_server(name: str) -> dict[str, object]:
    """Return the mail settings for `smtp://user:password@host:587/?tls=yes` (or `smtps://…`).

    `PORTAL_MAIL_BACKEND` is the backend with which the background worker sends mail. Without the
    variable that is the console, so that a laptop sends none.
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
