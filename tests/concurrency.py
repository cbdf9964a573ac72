"""Run functions concurrently in connections of their own, behind a lock."""

import threading
import time
from collections.abc import Callable

from django.db import connection, transaction

LIMIT = 60  # seconds: against hanging only


def waiting() -> int:
    """Return how many connections to this database wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else it is that of the first question
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def at_once(hold: Callable[[], object], *works: Callable[[], object]) -> list:
    """Start functions one after the other behind a lock, release it, and return their results.

    `hold` takes the lock. A result is a return value or the exception that was raised.
    """
    answers: list = [None] * len(works)

    def work(number: int) -> None:
        try:
            answers[number] = works[number]()
        except Exception as error:  # a test looks at what it is
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[n], daemon=True) for n in range(len(works))]
    with transaction.atomic():
        hold()
        for number, thread in enumerate(threads, start=1):
            thread.start()
            end = time.monotonic() + LIMIT
            while waiting() < number and thread.is_alive():
                assert time.monotonic() < end, "Nothing waits for the lock."
    for thread in threads:
        thread.join(LIMIT)
        assert not thread.is_alive()
    return answers
