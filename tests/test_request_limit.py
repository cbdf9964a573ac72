"""A request that does not come to an end is given up after a time, and the portal goes on."""

import re
import subprocess
import sys
import threading

import pytest
from django.conf import settings

from oim_portal.web.request_limit import RequestLimit
from oim_portal.web.validation.requests import seconds_for

from .application_server import free_port, start_server, stop_server, wait_until_served
from .raw_http import ask, request

#: Holds the interpreter: no thread of Python's runs until it is done, in some thousand years.
HANGS = "import re; re.match('(a+)+b', 'a' * 64)"


def run_within_limit(
    seconds: float, code: str, after: str = "", hang: float = 600
) -> subprocess.CompletedProcess:
    """Run code as a request in a process of its own."""
    lines = [
        "from oim_portal.web.request_limit import RequestLimit",
        f"limit = RequestLimit(hang={hang}, tick=0.05)",
        f"with limit.watched({seconds}):",
        f"    {code}",
        after,
    ]
    command = [sys.executable, "-c", "\n".join(lines)]
    return subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("code", "limits"),
    [(HANGS, {"seconds": 600, "hang": 0.2}), ("exec('while True: pass')", {"seconds": 0.2})],
)
def test_a_process_ends_with_a_request_that_does_not_and_says_what_it_did(code, limits):
    done = run_within_limit(code=code, after="print('went on')", **limits)
    assert done.returncode == 1
    assert "went on" not in done.stdout
    assert "most recent call first" in done.stderr


def test_a_process_goes_on_after_a_request_that_ends():
    done = run_within_limit(60, "pass", "print('went on')")
    assert (done.returncode, done.stdout) == (0, "went on\n")


def test_the_limit_of_a_request_is_not_prolonged_by_those_beside_it():
    others = "exec('while True:\\n with limit.watched(60): pass')"
    assert run_within_limit(0.2, others).returncode == 1


def test_a_short_limit_is_not_prolonged_by_a_long_one_that_began_before():
    within = "exec('with limit.watched(0.2):\\n while True: pass')"
    assert run_within_limit(600, within).returncode == 1


def test_the_admin_has_time_for_what_takes_long_and_visitors_pages_have_not():
    paths = ["/es/", "/cuenta/entrar/", "/administra/", "/admin/historia/importar/1/", "/admin/"]
    assert [seconds_for({"PATH_INFO": path}) for path in paths] == [120, 120, 120, 600, 600]


def test_many_requests_in_many_threads_leave_nothing_behind():
    limit = RequestLimit(hang=600)

    def serve() -> None:
        for _request in range(50):
            with limit.watched(600):
                pass

    threads = [threading.Thread(target=serve) for _number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert limit._ends == {}


def test_an_error_within_a_request_ends_its_watch_too():
    limit = RequestLimit(hang=600)
    with pytest.raises(LookupError), limit.watched(600):
        raise LookupError
    assert limit._ends == {}


def test_nginx_answers_before_the_application_gives_up():
    folder = settings.BASE_DIR / "deploy" / "nginx"
    found = "".join(path.read_text() for path in sorted(folder.glob("*.conf")))
    *waits, longest = sorted(map(int, re.findall(r"proxy_read_timeout (\d+)s;", found)))
    assert waits[-1] == 60 < settings.PORTAL_REQUEST_LIMIT
    assert longest == 570 < settings.PORTAL_ADMIN_REQUEST_LIMIT


@pytest.mark.full
@pytest.mark.django_db(transaction=True)
def test_the_server_gives_up_a_request_that_hangs_and_serves_the_next(content):
    port = free_port()
    options = ("--workers", "1", "--respawn-failed-workers")
    process = start_server(port, *options, DJANGO_SETTINGS_MODULE="tests.settings_hanging")
    try:
        wait_until_served(port, process)
        assert ask(port, request(b"/cuelga/")).status == 0
        wait_until_served(port, process)
        assert ask(port, request(b"/es/")).status == 200
    finally:
        stop_server(process)
