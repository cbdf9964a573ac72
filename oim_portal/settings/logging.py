"""Logging settings: to standard error always, to a file if one is named, errors by mail."""

from typing import Any


def configuration(
    file: str, mail_errors: bool, level: str = "INFO", formatter: str = "line"
) -> dict:
    """Return Django's LOGGING for a log file (or ''), with or without mail to ADMINS.

    `formatter` is 'line' for people at a terminal, or 'json' for a server's journal.
    """
    # The level is set on handlers: the background worker sets the levels of its loggers by itself.
    handlers: dict[str, dict[str, Any]] = {
        "console": {"class": "logging.StreamHandler", "formatter": formatter, "level": level}
    }
    if file:
        handlers["file"] = {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": file,
            "formatter": formatter,
            "level": level,
        }
    if mail_errors:
        handlers["mail"] = {
            "class": "oim_portal.operations.error_mail.ErrorMailHandler",
            "level": "ERROR",
        }
    for handler in handlers.values():
        handler["filters"] = ["request_id", "validation"]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": "oim_portal.web.logs.RequestIdFilter"},
            "validation": {"()": "oim_portal.web.logs.RequestValidationFilter"},
            "requests": {"()": "oim_portal.web.logs.RequestFilter"},
            "throttled": {"()": "oim_portal.web.logs.ThrottleFilter"},
        },
        "formatters": {
            "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
            "json": {"()": "oim_portal.web.logs.JsonFormatter"},
        },
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": level},
        "loggers": {
            # Django's own handlers would log everything twice.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.request": {"filters": ["requests"]},
            "django.security.csrf": {"filters": ["requests"]},
            # Messages of each request during an outage.
            "pages.unavailable": {"filters": ["throttled"]},
            # Messages of each list about an unusable row.
            "pages.unusable": {"filters": ["throttled"]},
            "oim_portal.operations.health.ready": {"filters": ["throttled"]},
        },
    }
