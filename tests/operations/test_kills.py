"""Workers and database are killed at random while people write: nothing acknowledged is lost."""

import os
import random
import signal
import threading
import time

import requests

from ..bench.editor import Editor
from ..bench.processes import children

KILLS, EDITORS, READERS = 12, 4, 4


def test_no_acknowledged_save_is_lost_through_twelve_kills(stack, editor):
    pages = [
        number
        for (number,) in stack.sql(
            "SELECT id FROM pages_basepage JOIN pages_contentpage ON id = basepage_ptr_id"
            f" WHERE live AND slug LIKE 'medicion-%' ORDER BY id LIMIT {EDITORS}"
        )
    ]
    ended = threading.Event()
    acknowledged = []
    people = [
        threading.Thread(target=write, args=(stack, editor, page, ended, acknowledged))
        for page in pages
    ]
    people += [threading.Thread(target=read, args=(stack, ended)) for _each in range(READERS)]
    for each in people:
        each.start()
    try:
        chance = random.Random(8)
        for turn in range(KILLS):
            saved = len(acknowledged)
            kill_something(stack, chance, turn)
            # Work goes on before the next blow, so that each one meets people at work.
            stack.wait_for(lambda saved=saved: goes_on(stack, acknowledged, saved + 2))
    finally:
        ended.set()
        for each in people:
            each.join()
    kept = {
        (page, title)
        for page, title in stack.sql(
            "SELECT object_id::int, content->>'title' FROM wagtailcore_revision"
            " WHERE content->>'title' LIKE 'Guardado %'"
        )
    }
    assert len(acknowledged) >= 2 * KILLS
    assert set(acknowledged) - kept == set()
    assert "No problems found" in stack.manage("fixtree", "--noinput")


def goes_on(stack, acknowledged, wanted) -> bool:
    stack.restart_what_ended()
    return len(acknowledged) >= wanted


def write(stack, editor, page, ended, acknowledged) -> None:
    """Save a page again and again, and note what was confirmed."""
    person = Editor(stack)
    person.session.cookies.update(editor.session.cookies)
    number = 0
    while not ended.is_set():
        number += 1
        title = f"Guardado {page}-{number}"
        try:
            if person.save(page, title):
                acknowledged.append((page, title))
        except (requests.RequestException, ValueError):
            time.sleep(0.2)  # not confirmed: the person tries again


def read(stack, ended) -> None:
    while not ended.is_set():
        try:
            stack.direct("/es/")
        except requests.RequestException:
            time.sleep(0.2)


def kill_something(stack, chance, turn) -> None:
    """Kill a worker of the application server, or every third time the database as a whole."""
    if turn % 3 == 2:
        stack.signal_database(signal.SIGKILL)
        stack.start_database()
        return
    workers = children(stack.processes["application"].pid)
    if workers:
        os.kill(chance.choice(workers), signal.SIGKILL)
