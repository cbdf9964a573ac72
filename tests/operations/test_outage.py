"""What visitors are answered while everything behind nginx fails."""

import os
import signal

import pytest

from ..bench.outage import outage, public_paths, warm
from ..bench.processes import children


def test_visitors_notice_nothing_while_database_and_application_die_and_come_back(stack):
    counted = outage(stack)
    assert counted.failed == 0
    assert counted.requests >= 50_000
    # Recovered by itself: what the cache does not hold is made again.
    stack.wait_for(lambda: stack.direct("/es/").status_code == 200)


def test_an_outage_that_did_not_take_place_is_no_measurement(stack, monkeypatch):
    monkeypatch.setattr(stack, "kill", lambda name: None)
    with pytest.raises(RuntimeError, match="What was killed answers"):
        outage(stack, seconds=30)
    monkeypatch.undo()
    # Nothing of a round that broke off is left behind.
    stack.wait_for(lambda: stack.direct("/es/").status_code == 200)


def test_what_the_cache_has_outlives_nginx_itself(stack):
    paths = public_paths(stack)[:20]
    warm(stack, paths)
    stack.stop("nginx")
    stack.kill("application")
    try:
        stack.run_nginx()
        stack.wait_for(lambda: stack.get(paths[0]).status_code == 200)
        assert {stack.get(path).status_code for path in paths} == {200}
    finally:
        stack.start_application()


@pytest.mark.parametrize(
    ("path", "said"), [("/es/nunca-vista/", "No disponible"), ("/en/never-seen/", "Temporarily")]
)
def test_what_cannot_be_served_is_a_503_in_the_language_of_the_address(stack, path, said):
    stack.kill("application")
    try:
        answer = stack.get(path)
        assert answer.status_code == 503
        assert said in answer.text
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["Cache-Control"] == "no-store"
        sent = stack.session.post(f"{stack.address}/cuenta/", data={"a": "b"}, timeout=60)
        assert (sent.status_code, sent.headers["Retry-After"]) == (503, "60")
        door = stack.get("/", headers={"Accept-Language": "en-US,en"})
        assert (door.status_code, door.headers["Location"]) == (302, "/en/")
    finally:
        stack.start_application()


HISTORY = "/es/quienes-somos/historia/"


def test_what_other_sites_add_to_an_address_changes_nothing_in_an_outage_either(stack):
    warm(stack, [HISTORY])
    whole = stack.get(HISTORY)
    stack.kill("application")
    try:
        for query in (
            "fbclid=IwAR0x-1_y",
            "utm_source=boletin&utm_medium=correo",
            "gclid=1&",
            "igsh",
        ):
            answer = stack.get(f"{HISTORY}?{query}")
            assert (answer.status_code, answer.headers["ETag"]) == (200, whole.headers["ETag"])
    finally:
        stack.start_application()


def test_in_an_outage_a_filtered_list_leads_to_the_whole_one(stack):
    warm(stack, [HISTORY])
    stack.kill("application")
    try:
        for query in ("decada=1960", "decada=1960&fbclid=1", "fbclid=1&decada=1960"):
            answer = stack.get(f"{HISTORY}?{query}")
            assert answer.status_code == 503
            assert '<a class="button" href=".">' in answer.text
        assert 'href="."' not in stack.get("/es/buscar/?q=retorno").text
        assert 'href="."' not in stack.get("/es/nunca-vista/").text
    finally:
        stack.start_application()


def test_a_killed_worker_is_replaced_and_the_site_goes_on(stack):
    leader = stack.processes["application"].pid
    before = children(leader)
    os.kill(before[-1], signal.SIGKILL)
    stack.wait_for(lambda: stack.direct("/es/").status_code == 200)
    stack.wait_for(lambda: len(children(leader)) >= len(before))


def test_a_frozen_database_stops_neither_what_is_stored_nor_the_sign_of_life(stack):
    paths = public_paths(stack)[:20]
    warm(stack, paths)
    stack.signal_database(signal.SIGSTOP)
    try:
        assert {stack.get(path).status_code for path in paths} == {200}
        assert stack.get("/health/live").status_code == 200
    finally:
        stack.signal_database(signal.SIGCONT)
    stack.wait_for(lambda: stack.direct("/es/").status_code == 200)
