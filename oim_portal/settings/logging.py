"""Where the log goes: standard error always, a file when one is named, mail for errors."""


def configuration(file: str, mail_errors: bool, level: str = "INFO") -> dict:
    """Return Django's LOGGING for a log file (or '') and with or without mail to ADMINS."""
    # The level is the handlers': the background worker sets its loggers' levels by itself.
    handlers = {"console": {"class": "logging.StreamHandler", "formatter": "line", "level": level}}
    if file:
        handlers["file"] = {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": file,
            "formatter": "line",
            "level": level,
        }
    if mail_errors:
        handlers["mail"] = {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": level},
        # Django's own handlers would say everything twice.
        "loggers": {"django": {"handlers": [], "level": level, "propagate": True}},
    }
