"""Signing in as people do it: with an app, with a passkey, by invitation."""

import re

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.urls import reverse
from playwright.sync_api import Page, expect

from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, LABELS

from ..staff import PASSWORD, code_now, person
from .sign_in import free_port, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(new_context, live_server, content, settings):
    """A browser at the portal, which asks for a second factor, and no complaint of the policy."""
    settings.PORTAL_REQUIRE_MFA = True
    settings.PORTAL_URL = live_server.url
    settings.MFA_TOTP_TOLERANCE = 1  # the period may end while somebody types
    page = new_context(base_url=live_server.url, locale="es-EC").new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    assert not [text for text in complaints if "Content Security Policy" in text]


@pytest.fixture
def outbox(settings):
    """What a mail server on this machine was handed, in order."""
    received = []

    class Keep(Message):
        def handle_message(self, message):
            received.append(message)

    server = Controller(Keep(), hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "oim_portal.operations.mail.QueueBackend"
    settings.PORTAL_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    yield received
    server.stop()


def confirm_password(page: Page, password: str = PASSWORD) -> None:
    page.locator("#id_password").fill(password)
    page.locator("form.form button").first.click()


@pytest.fixture
def passkeys(page):
    """A device with passkeys, whose owner has always just shown a finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    abilities = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": kind | abilities})


def sign_out(page: Page) -> None:
    page.goto(reverse("account"))
    page.locator(f"form[action='{reverse('account_logout')}'] button").click()
    expect(page.locator("#id_login")).to_be_visible()
    page.wait_for_load_state()  # a button without its script does nothing


def expect_admin(page: Page) -> None:
    expect(page).to_have_url(re.compile(r"/admin/$"))
    expect(page.locator(".sidebar")).to_be_visible()


@pytest.mark.full
def test_with_an_app_that_shows_codes(page):
    person(EDITOR)
    sign_in(page, "ana@example.org")
    page.locator(f"a[href='{reverse('mfa_activate_totp')}']").click()
    confirm_password(page)
    secret = page.locator("code").inner_text()
    expect(page.locator(".qr-code svg")).to_be_visible()
    page.locator("#id_code").fill(code_now(secret))
    page.locator("form.form button").click()
    expect(page.locator("#recovery_codes")).to_be_visible()
    page.goto("/admin/")
    expect_admin(page)

    sign_out(page)
    sign_in(page, "ana@example.org")
    page.locator("#id_code").fill(code_now(secret, ahead=1))  # the one that added the app is used
    page.locator("form.form button").first.click()
    expect_admin(page)


def test_with_a_passkey_and_nothing_else(page, passkeys):
    person(EDITOR)
    sign_in(page, "ana@example.org")
    page.locator(f"a[href='{reverse('mfa_add_webauthn')}']").click()
    confirm_password(page)
    page.locator("#mfa_webauthn_add").click()
    expect(page.locator("#recovery_codes")).to_be_visible()

    sign_out(page)
    page.locator("#passkey_login").click()
    expect_admin(page)

    sign_out(page)
    sign_in(page, "ana@example.org")
    page.locator("#mfa_webauthn_authenticate").click()
    expect_admin(page)


def test_by_invitation_and_again_after_the_password_was_forgotten(page, outbox, settings):
    settings.PORTAL_REQUIRE_MFA = False
    person(ADMINISTRATOR, "administrator@example.org")
    sign_in(page, "administrator@example.org")
    page.goto(reverse("wagtailusers_users:add"))
    page.locator("#id_email").fill("nueva@example.org")
    page.locator("#id_first_name").fill("Nueva")
    page.locator("#id_last_name").fill("Persona")
    page.locator("#id_role").select_option(label=str(LABELS[EDITOR]))
    page.locator("#w-editor-form [type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/admin/users/$"))
    sign_out(page)
    set_password(page, outbox, "invited-and-long-6")
    sign_in(page, "nueva@example.org", "invited-and-long-6")
    expect_admin(page)

    sign_out(page)
    page.locator(f"a[href='{reverse('account_reset_password')}']").click()
    page.locator("#id_email").fill("nueva@example.org")
    page.locator("form.form button").first.click()
    expect(page).to_have_url(re.compile(reverse("account_reset_password_done")))
    set_password(page, outbox, "another-long-one-8")
    sign_in(page, "nueva@example.org", "another-long-one-8")
    expect_admin(page)
    assert len(outbox) == 4  # two links, and two notices of a new password


def set_password(page: Page, outbox: list, password: str) -> None:
    """Follow the link of the newest mail that has one, and set a password there."""
    texts = [message.get_payload(decode=True).decode() for message in outbox]
    links = [
        found[0] for text in texts if (found := re.search(r"http://localhost\S+nueva\S+", text))
    ]
    page.goto(links[-1])
    page.locator("#id_password1").fill(password)
    page.locator("#id_password2").fill(password)
    page.locator("form.form button").first.click()
    expect(page).to_have_url(re.compile(reverse("account_reset_password_from_key_done")))
