"""A line of the log tells in which request it was written, and is JSON on a server."""

import json
import logging

from django.http import HttpResponse
from django.test import RequestFactory

from oim_portal import __version__
from oim_portal.settings.logging import configuration
from oim_portal.web.logs import JsonFormatter, RequestIdFilter, RequestIdMiddleware

NUMBER = "c54bb70defd49867afee12adf89062b6"


def record_of(message: str, values: tuple = (), error: Exception | None = None):
    """Return a line of the log as it comes to filters and formatters."""
    level = logging.ERROR if error else logging.INFO
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("portal", level, "", 1, message, values, info)


def logged_during(**headers: str) -> list[dict]:
    """Return what is logged within a request with these headers, and after it."""
    lines = []

    def write(_request=None):
        record = record_of("hello %s", ("ñandú",))
        RequestIdFilter().filter(record)
        lines.append(json.loads(JsonFormatter().format(record)))
        return HttpResponse()

    RequestIdMiddleware(write)(RequestFactory().get("/", headers=headers))
    write()
    return lines


def test_lines_have_the_number_that_the_server_in_front_gave():
    within, after = logged_during(**{"X-Request-ID": NUMBER})
    assert (within["id"], within["message"]) == (NUMBER, "hello ñandú")
    assert within["version"] == __version__
    assert after["id"] == ""


def test_a_number_that_is_none_is_not_taken_over():
    numbers = {logged_during(**{"X-Request-ID": bad})[0]["id"] for bad in ('x"}\n{', "a" * 99)}
    assert len(numbers) == 2
    assert all(len(number) == 32 for number in numbers)


def test_an_error_brings_its_trace_in_the_same_line():
    try:
        raise ValueError("wrong")
    except ValueError as error:
        line = JsonFormatter().format(record_of("failed", error=error))
    assert "\n" not in line
    assert "ValueError: wrong" in json.loads(line)["exception"]


def test_a_server_writes_json_and_a_laptop_lines():
    for formatter in ("json", "line"):
        made = configuration(file="", mail_errors=False, formatter=formatter)
        assert made["handlers"]["console"]["formatter"] == formatter
        assert made["handlers"]["console"]["filters"] == ["request_id", "validation"]
