"""The one door: which addresses lead to it, whom it lets in, and what it tells to strangers."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.users.models import UserProfile

from oim_portal.accounts.roles import EDITOR

from .staff import PASSWORD, SIGN_IN, person, sign_in, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "door", ["/admin/", "/admin/login/", "/es/_util/login/", "/en/_util/login/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_door_of_wagtails_leads_to_the_one_sign_in(visitor, door, method):
    response = getattr(visitor, method)(door, {"username": "a@example.org", "password": "x"})
    assert response.status_code == 302
    assert response["Location"].startswith(f"{SIGN_IN}?next=")


@pytest.mark.parametrize("path", ["", "done/", "confirm/MQ/set-password/", "complete/"])
def test_wagtails_reset_of_passwords_leads_to_ours(visitor, path):
    response = visitor.post(f"/admin/password_reset/{path}", {"email": "a@example.org"})
    assert response["Location"] == reverse("account_reset_password")
    assert not mail.outbox


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_confirm_email"])
def test_nobody_signs_up_or_adds_addresses(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_person_signs_in_with_their_address_however_it_is_typed(visitor):
    person(EDITOR, "ana@example.org")
    response = sign_in(visitor, " Ana@Example.ORG ")
    assert response["Location"] == reverse("wagtailadmin_home")
    assert visitor.get("/admin/").status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer():
    person(EDITOR, "ana@example.org")
    known = sign_in(Client(), "ana@example.org", "a-wrong-password-1")
    unknown = sign_in(Client(), "nobody@example.org", "a-wrong-password-1")
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors


def test_a_known_and_an_unknown_address_get_the_same_answer_to_a_forgotten_password():
    person(EDITOR, "ana@example.org")
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("ana@example.org", "nobody@example.org")
    ]
    assert len({answer.redirect_chain[0] for answer in answers}) == 1
    assert len({answer.text for answer in answers}) == 1
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]


def test_strangers_who_ask_for_links_neither_close_that_way_nor_fill_a_mailbox():
    person(EDITOR, "ana@example.org")

    def ask(email: str, address: str) -> tuple[int, str]:
        door = reverse("account_reset_password")
        answer = Client().post(door, {"email": email}, REMOTE_ADDR=address)
        return answer.status_code, answer.headers.get("Location", "")

    answers = {ask("ANA@example.org", f"203.0.113.{number}") for number in range(8)}
    assert answers == {ask("ana@example.org", "192.0.2.1")}
    assert answers == {(302, reverse("account_reset_password_done"))}
    assert len(mail.outbox) == 5


def test_an_inactive_person_does_not_get_in_nor_a_link(visitor):
    ana = person(EDITOR)
    ana.is_active = False
    ana.save()
    sign_in(visitor, ana.email)
    visitor.post(reverse("account_reset_password"), {"email": ana.email})
    assert visitor.get("/admin/").status_code == 302
    assert not mail.outbox


def test_the_sign_in_leads_on_to_where_somebody_wanted_to_go_but_never_off_the_site(visitor):
    person(EDITOR)
    here = sign_in(visitor, "ana@example.org", query_params={"next": "/admin/pages/"})
    assert here["Location"] == "/admin/pages/"
    there = sign_in(Client(), "ana@example.org", query_params={"next": "https://example.com/"})
    assert there["Location"] == reverse("wagtailadmin_home")


def test_a_door_of_wagtails_does_not_pass_on_what_leads_off_the_site(visitor):
    person(EDITOR)
    address = visitor.get("/admin/login/?next=https://example.com/")["Location"]
    response = visitor.post(address, {"login": "ana@example.org", "password": PASSWORD})
    assert response["Location"] == reverse("wagtailadmin_home")


@pytest.mark.parametrize(("accepted", "words"), [("es", "Iniciar sesión"), ("en", "Sign in")])
def test_the_sign_in_speaks_the_language_that_the_browser_asks_for(visitor, accepted, words):
    page = visitor.get(SIGN_IN, headers={"accept-language": accepted}).text
    assert f'<html lang="{accepted}">' in page
    assert words in page


def test_account_pages_speak_the_language_that_a_person_chose_for_the_admin():
    ana = person(EDITOR)
    UserProfile.objects.create(user=ana, preferred_language="en")
    page = signed_in(ana).get(reverse("account"), headers={"accept-language": "es"}).text
    assert '<html lang="en">' in page


def test_account_pages_run_under_the_policy_of_public_pages(visitor):
    policy = visitor.get(SIGN_IN).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "password", ["too-short-1", "123456789012345", "password1234", "ana@example.org"]
)
def test_a_password_that_is_short_common_or_ones_own_name_is_refused(password):
    ana = person(EDITOR)
    change(ana, password)
    assert ana.check_password(PASSWORD)


def test_a_long_password_is_taken():
    ana = person(EDITOR)
    change(ana, "another-long-one-8")
    assert ana.check_password("another-long-one-8")


def change(user, password: str) -> None:
    signed_in(user).post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    user.refresh_from_db()
