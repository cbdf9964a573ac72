"""Where the log goes: standard error always, a file when one is named, mail for errors."""


def configuration(
    file: str, mail_errors: bool, level: str = "INFO", formatter: str = "line"
) -> dict:
    """Return Django's LOGGING for a log file (or '') and with or without mail to ADMINS.

    `formatter` is 'line' for people at a terminal, or 'json' for a server's journal.
    """
    # The level is the handlers': the background worker sets its loggers' levels by itself.
    handlers = {
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
            "request_id": {"()": "oim_portal.web.request_log.RequestIdFilter"},
            "validation": {"()": "oim_portal.web.log_filters.RequestValidationFilter"},
            "requests": {"()": "oim_portal.web.log_filters.RequestFilter"},
            "seldom": {"()": "oim_portal.web.log_filters.SeldomFilter"},
        },
        "formatters": {
            "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
            "json": {"()": "oim_portal.web.request_log.JsonFormatter"},
        },
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": level},
        "loggers": {
            # Django's own handlers would say everything twice.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.request": {"filters": ["requests"]},
            "django.security.csrf": {"filters": ["requests"]},
            # What each request of an outage has to say.
            "pages.unavailable": {"filters": ["seldom"]},
            # What each list says of a row that it leaves out.
            "pages.unusable": {"filters": ["seldom"]},
            "oim_portal.operations.health.ready": {"filters": ["seldom"]},
        },
    }
