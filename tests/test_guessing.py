"""Nobody guesses codes or passwords of private pages for long, or locks others out by trying."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import signing
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from oim_portal.accounts import throttling
from oim_portal.accounts.roles import EDITOR
from pages.models import HomePage

from .staff import code_now, person
from .test_throttling import HOME, OFFICE, attempt, is_in

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def ana():
    return person(EDITOR)


def guess_codes(browser: Client, address: str, times: int = 5) -> None:
    """Pass the password, then try wrong codes."""
    attempt(right=True, browser=browser, address=address)
    for _try in range(times):
        browser.post(reverse("mfa_authenticate"), {"code": "000000"}, REMOTE_ADDR=address)


def passes_code(browser: Client, address: str) -> bool:
    attempt(right=True, browser=browser, address=address)
    code = {"code": code_now(SECRET)}
    return is_in(browser.post(reverse("mfa_authenticate"), code, REMOTE_ADDR=address))


@pytest.fixture
def app(ana, settings):
    settings.MFA_TOTP_TOLERANCE = 1  # the period may end between `code_now` and the form
    TOTP.activate(ana, SECRET)


def test_wrong_codes_of_somebody_who_has_the_password_do_not_lock_the_owner_out(ana, app):
    guess_codes(Client(), "203.0.113.9")
    assert not passes_code(Client(), "203.0.113.9")
    assert passes_code(Client(), HOME)


def test_whoever_has_tried_too_many_codes_is_told_how_long_and_what_helps(ana, app):
    browser = Client()
    guess_codes(browser, OFFICE)
    answer = browser.post(reverse("mfa_authenticate"), {"code": "000000"}, REMOTE_ADDR=OFFICE)
    (told,) = answer.context["form"].errors["code"]
    assert "cinco minutos" in told
    assert "llave de acceso" in told


def test_codes_are_not_guessed_from_many_places_either(ana, app, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "second_factor_of_strangers": "6/d/key"
    }
    browser = Client()
    assert passes_code(browser, OFFICE)
    browser.post(reverse("account_logout"))
    for number in range(3):
        guess_codes(Client(), f"203.0.113.{number}", times=2)
    assert not passes_code(Client(), HOME)


def test_wrong_codes_of_strangers_do_not_close_a_known_browser(ana, app, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "second_factor_of_strangers": "1/d/key"
    }
    browser = Client()
    guess_codes(browser, OFFICE, times=2)
    assert not passes_code(browser, OFFICE)
    value = ["0123456789abcdef", [throttling.digest(ana.email)]]
    cookie = signing.dumps(value, salt=throttling.SALT)
    browser.cookies[throttling.COOKIE] = cookie
    assert passes_code(browser, OFFICE)


@pytest.fixture
def private(content):
    """The addresses where a page's password and a collection's are asked for."""
    page = HomePage.objects.get().get_children().first()
    of_page = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="sésamo"
    )
    collection = Collection.get_first_root_node().add_child(name="Reservada")
    of_documents = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password="sésamo"
    )
    return {
        "page": f"/es/_util/authenticate_with_password/{of_page.pk}/{page.pk}/",
        "documents": f"/documents/authenticate_with_password/{of_documents.pk}/",
    }


@pytest.mark.parametrize("what", ["page", "documents"])
def test_the_password_of_what_is_private_cannot_be_guessed_for_long(private, what):
    def ask(password: str, address: str = OFFICE) -> int:
        fields = {"password": password, "return_url": "/es/"}
        return Client().post(private[what], fields, REMOTE_ADDR=address).status_code

    assert [ask("otra") for _try in range(11)] == [200] * 10 + [429]
    assert ask("sésamo") == 429
    assert ask("sésamo", HOME) == 302


def test_whoever_knows_the_password_of_a_page_is_not_counted(private):
    fields = {"password": "sésamo", "return_url": "/es/"}
    answers = {Client().post(private["page"], fields).status_code for _try in range(12)}
    assert answers == {302}
