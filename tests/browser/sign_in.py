"""Sign-in through the browser, for tests of accounts."""

import socket

from django.urls import reverse
from playwright.sync_api import Page

from ..staff import PASSWORD


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto(reverse("account_login"))
    enter(page, email, password)


def enter(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in page that is open, and send it."""
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(password)
    page.locator("form.form button:not([form])").click()
