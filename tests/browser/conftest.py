"""What browser tests share: the machine's own Chromium, and Django beside Playwright's loop."""

import os
import time

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import expect

from ..sample_page import publish_page_with_every_block
from .chromium import launch_options

# Milliseconds: against hanging only, for a machine that does other things too.
expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | launch_options()


@pytest.fixture(scope="session", autouse=True)
def orm_beside_playwright():
    """Playwright's loop runs in the tests' thread, where Django would refuse the database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def nothing_under_way(request):
    """Let the server finish before the tables are emptied, which would meet it in a deadlock.

    Browsers are closed by then, but what they asked for last, such as an editor's regular word
    that it is open, may still be on its way.
    """
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    quiet_looks = 0
    limit = time.monotonic() + 60
    while quiet_looks < 3 and time.monotonic() < limit:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            quiet_looks = 0 if cursor.fetchone()[0] else quiet_looks + 1
        time.sleep(0.05)


@pytest.fixture
def staff(browser, live_server, content):
    """Open a browser for a new person of a role, signed in: `page = staff(EDITOR)`.

    The sign-in has tests of its own; this one writes its cookie.
    """
    from ..staff import add_person

    contexts = []

    def open_as(role: str, **options):
        person = add_person(f"{role.lower()}@example.org", role)
        client = Client()
        client.force_login(person, backend="oim_portal.accounts.adapter.PortalBackend")
        name = settings.SESSION_COOKIE_NAME
        context = browser.new_context(base_url=live_server.url, locale="es-EC", **options)
        contexts.append(context)
        context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )
        return context.new_page()

    yield open_as
    for context in contexts:
        context.close()


@pytest.fixture
def site(transactional_db, content, live_server) -> str:
    """The address of a running portal with the office's content and a page of every block."""
    publish_page_with_every_block()
    return live_server.url
