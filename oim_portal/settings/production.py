"""Settings of a server. Raises ImproperlyConfigured if a secret or an address is missing."""

from . import environment
from .base import *  # noqa: F403
from .base import ADMINS, PORTAL_URL
from .database import connection
from .logging import configuration

DEBUG = False
SECRET_KEY = environment.required(
    "PORTAL_SECRET_KEY", "a long random text that signs sessions and links in mail"
)
environment.required("PORTAL_URL", "the public address of the site, such as https://example.org")
DATABASES = {
    "default": connection(
        environment.required("DATABASE_URL", "the database, as postgres://user:password@host/name")
    )
}

SECURE_SSL_REDIRECT = PORTAL_URL.startswith("https:")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Preload lists of browsers take whole domains, and this domain does not belong to the office.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"

# The admin refuses a session without a second factor.
PORTAL_REQUIRE_MFA = environment.flag("PORTAL_REQUIRE_MFA", default=True)

LOGGING = configuration(
    file=environment.text("PORTAL_LOG_FILE"),
    # Without a mail server, mail is written to the log, which already has each error.
    mail_errors=bool(ADMINS and environment.text("PORTAL_MAIL_SERVER")),
    formatter="json",
)
