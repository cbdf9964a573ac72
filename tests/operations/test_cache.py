"""The cache in front shows what is published at once, and never again what is not."""

import shutil
from concurrent.futures import ThreadPoolExecutor

import requests


def status(stack, path) -> int:
    return stack.get(path).status_code


def is_kept(stack, path) -> bool:
    return stack.get(path).headers.get("X-Cache") in ("HIT", "STALE", "UPDATING")


def test_what_is_published_is_seen_and_kept(stack, editor, bulk_page):
    number, path = bulk_page
    stack.wait_for(lambda: is_kept(stack, path))
    assert editor.save(number, "Título recién publicado", publish=True)
    stack.wait_for(lambda: "Título recién publicado" in stack.get(path).text)
    stack.wait_for(lambda: is_kept(stack, path))


def test_no_process_of_nginx_shows_what_was_before(stack, editor, bulk_page):
    """Each of them keeps files of the cache open."""
    number, path = bulk_page
    stack.wait_for(lambda: is_kept(stack, path))
    assert all(answer.status_code == 200 for answer in of_many_connections(stack, path))
    for title in ("Título de la mañana", "Título de la tarde"):
        assert editor.save(number, title, publish=True)
        stack.wait_for(lambda title=title: title in stack.get(path).text)
        assert all(title in answer.text for answer in of_many_connections(stack, path))
    editor.withdraw(number)
    stack.wait_for(lambda: status(stack, path) == 404)
    assert {answer.status_code for answer in of_many_connections(stack, path)} == {404}


def of_many_connections(stack, path) -> list:
    """Answers each by a connection of its own, eight at a time, which any process may take."""

    def ask(_try: int):
        return requests.get(stack.address + path, verify=stack.session.verify, timeout=60)

    with ThreadPoolExecutor(8) as asking:
        return list(asking.map(ask, range(80)))


def test_a_withdrawn_page_never_comes_back_not_in_an_outage_either(stack, editor, bulk_page):
    number, path = bulk_page
    stack.wait_for(lambda: is_kept(stack, path))
    editor.withdraw(number)
    stack.wait_for(lambda: status(stack, path) == 404)
    stays_away(stack, path)


def test_a_page_that_became_private_never_comes_back(stack, editor, bulk_page):
    number, path = bulk_page
    stack.wait_for(lambda: is_kept(stack, path))
    editor.make_private(number)
    stack.wait_for(lambda: status(stack, path) != 200)
    stays_away(stack, path)
    # Visitors are sent to the door, not told that there is nothing.
    stack.wait_for(lambda: status(stack, path) == 302)


def test_a_page_is_kept_at_its_own_address_only(stack, editor, bulk_page):
    """A copy at another one would never be told that the page is gone."""
    number, path = bulk_page
    stack.wait_for(lambda: is_kept(stack, path))
    written_otherwise = path.replace("m", "%6d", 1)
    others = [f"{path}?", f"{path}?fbclid=1", f"{path}?x=1", written_otherwise]
    answers = [stack.ask_for(other) for other in others for _try in range(2)]
    assert {status for status, _kept in answers} == {200}
    # The first two are the page itself.
    assert [kept == "HIT" for _status, kept in answers] == [True] * 4 + [False] * 4
    editor.make_private(number)
    stack.wait_for(lambda: status(stack, path) != 200)
    assert 200 not in {stack.ask_for(other)[0] for other in others}


def stays_away(stack, path) -> None:
    """Nobody is shown the page: now, while all is dead, after nginx has started anew, and later."""
    assert all(status(stack, path) != 200 for _try in range(5))
    stack.kill("application")
    try:
        assert all(status(stack, path) != 200 for _try in range(5))
        stack.stop("nginx")
        stack.run_nginx()
        stack.wait_for(lambda: stack.get("/"))
        assert all(status(stack, path) != 200 for _try in range(5))
    finally:
        stack.start_application()
    assert all(status(stack, path) != 200 for _try in range(5))


def test_staff_are_never_shown_the_cache_nor_stored_in_it(stack, editor):
    stack.wait_for(lambda: is_kept(stack, "/es/"))
    answer = editor.session.get(f"{stack.address}/es/", timeout=60)
    assert answer.headers["X-Cache"] == "BYPASS"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in stack.get("/es/").headers


def test_only_this_machine_may_tell_the_cache_anything(stack):
    assert stack.session.request("PURGE", f"{stack.address}/es/", timeout=60).status_code == 405
    assert stack.get("/es/", headers={"X-Portal-Refresh": "1"}).status_code == 200
    assert stack.purge("/es/") == 200
    assert stack.purge("/es/nada-de-nada/") == 404


def test_a_cache_that_was_wiped_costs_nobody_a_page(stack):
    stack.wait_for(lambda: is_kept(stack, "/es/"))
    for part in (stack.folder / "cache").iterdir():
        shutil.rmtree(part, ignore_errors=True)  # nginx goes on writing
    assert status(stack, "/es/") == 200
    stack.wait_for(lambda: is_kept(stack, "/es/"))
