"""Real workers: while the slow one is held up, mail goes out and what is withdrawn is gone."""

import pytest

TABLE = "django_tasks_database_dbtaskresult"
HOLD_UP = "from tests.task_samples import {name}; {name}.enqueue()"
MAIL = "from django.core.mail import send_mail; send_mail('Asunto', 'x', None, ['a@example.org'])"


@pytest.fixture
def held_up(stack):
    """A task that takes an hour is under way in the slow queue, and another waits behind it."""
    stack.kill("slow-worker")
    stack.start_slow_worker("--limit", "599")
    for name in ("wait", "succeed"):
        stack.manage("shell", "-v0", "-c", HOLD_UP.format(name=name))
    stack.wait_for(lambda: status(stack, "wait") == "RUNNING")
    yield
    stack.kill("slow-worker")
    stack.sql(f"DELETE FROM {TABLE} WHERE task_path LIKE 'tests.%'")
    stack.start_slow_worker()


def status(stack, name: str) -> str:
    rows = stack.sql(f"SELECT status FROM {TABLE} WHERE task_path = 'tests.task_samples.{name}'")
    return rows[0][0]


def test_a_picture_that_takes_an_hour_holds_up_neither_mail_nor_a_withdrawal(
    stack, editor, bulk_page, held_up
):
    number, path = bulk_page
    assert stack.get(path).status_code == 200
    assert stack.get(path).headers["X-Cache"] == "HIT"
    stack.manage("shell", "-v0", "-c", MAIL)
    editor.withdraw(number)
    stack.wait_for(lambda: stack.get(path).status_code == 404)
    stack.wait_for(lambda: done(stack, "oim_portal.operations.mail.deliver"))
    # The worker tells the cache once more, after twenty seconds.
    stack.wait_for(lambda: done(stack, "oim_portal.frontend_cache.tasks.refresh_addresses"))
    assert status(stack, "wait") == "RUNNING"
    assert status(stack, "succeed") == "READY"


def done(stack, task: str) -> bool:
    rows = stack.sql(f"SELECT status FROM {TABLE} WHERE task_path = '{task}'")
    return bool(rows) and {row[0] for row in rows} == {"SUCCESSFUL"}


def test_a_task_over_its_limit_is_ended_and_the_worker_goes_on(stack, held_up):
    stack.kill("slow-worker")
    stack.sql(f"UPDATE {TABLE} SET status = 'READY' WHERE status = 'RUNNING'")
    stack.start_slow_worker("--limit", "2")
    stack.wait_for(lambda: status(stack, "succeed") == "SUCCESSFUL")
    assert status(stack, "wait") == "FAILED"
    log = (stack.folder / "slow-worker.log").read_text()
    assert "the limit of 2 seconds ended tests.task_samples.wait" in log
    assert "tests.task_samples.wait" in stack.manage("unwell_jobs")
