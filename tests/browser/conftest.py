"""What browser tests share: the machine's own Chromium, and Django beside Playwright's loop."""

import os
import shutil

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The Chromium that the Makefile asks for; quiet, and without a sandbox for root only."""
    names = ("chromium", "chromium-browser", "google-chrome")
    arguments = ["--disable-quic", "--no-first-run", "--disable-background-networking"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return browser_type_launch_args | {
        "executable_path": next(filter(None, map(shutil.which, names))),
        "args": arguments,
    }


@pytest.fixture(scope="session", autouse=True)
def orm_beside_playwright():
    """Playwright's loop runs in the tests' thread, where Django would refuse the database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
