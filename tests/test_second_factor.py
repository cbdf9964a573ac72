"""The second factor: the admin without one, setting up, signing in with a code, losing it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import AnonymousUser, Group
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from oim_portal.accounts.roles import EDITOR
from oim_portal.media.models import PortalDocument
from pages.models import BasePage

from .factories import add_page
from .staff import PASSWORD, code_now, mailed_link, person, sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("required")]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def required(settings):
    settings.PORTAL_REQUIRE_MFA = True
    settings.MFA_TOTP_TOLERANCE = 1  # the period may end between `code` and the form


def with_app(role: str = EDITOR):
    """Return a person who has set up an app with SECRET."""
    ana = person(role)
    TOTP.activate(ana, SECRET)
    return ana


def test_the_admin_sends_somebody_without_a_factor_to_set_one_up():
    client = signed_in(person(EDITOR))
    response = client.get("/admin/pages/", follow=True)
    assert response.redirect_chain == [(reverse("mfa_index"), 302)]
    assert "messages__item--warning" in response.text


def test_the_admin_sends_somebody_who_has_not_shown_theirs_to_show_it():
    client = signed_in(with_app())
    response = client.get("/admin/pages/")
    assert response["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2Fpages%2F"
    shown = client.post(response["Location"], {"code": code_now(SECRET)})
    assert shown["Location"] == "/admin/pages/"
    assert client.get("/admin/").status_code == 200


def test_what_a_script_of_the_admin_asks_is_refused_rather_than_redirected():
    client = signed_in(person(EDITOR))
    response = client.get("/admin/pages/", headers={"x-requested-with": "XMLHttpRequest"})
    assert response.status_code == 403


def test_signing_out_needs_no_factor():
    client = signed_in(person(EDITOR))
    client.post(reverse("wagtailadmin_logout"))
    assert client.get(reverse("account")).status_code == 302


def test_public_pages_ask_for_no_factor():
    assert signed_in(person(EDITOR)).get("/es/").status_code == 200


def test_the_admin_opens_to_a_session_without_a_factor_where_the_setting_is_off(settings):
    settings.PORTAL_REQUIRE_MFA = False
    assert signed_in(person(EDITOR)).get("/admin/").status_code == 200


def test_a_password_alone_does_not_sign_in_whoever_has_a_factor(visitor):
    ana = with_app()
    assert sign_in(visitor, ana.email)["Location"] == reverse("mfa_authenticate")
    assert visitor.get("/admin/").status_code == 302
    visitor.post(reverse("mfa_authenticate"), {"code": code_now(SECRET)})
    assert visitor.get("/admin/").status_code == 200


def test_a_recovery_code_opens_the_door_once():
    ana = with_app()
    recovery = RecoveryCodes.activate(ana).get_unused_codes()[0]
    for works in (True, False):
        client = Client()
        sign_in(client, ana.email)
        client.post(reverse("mfa_authenticate"), {"code": recovery})
        assert (client.get("/admin/").status_code == 200) is works


def test_a_code_opens_the_door_once():
    ana = with_app()
    shown = code_now(SECRET)
    for works in (True, False):
        client = Client()
        sign_in(client, ana.email)
        client.post(reverse("mfa_authenticate"), {"code": shown})
        assert (client.get("/admin/").status_code == 200) is works


def test_codes_cannot_be_guessed_for_long(visitor):
    ana = with_app()
    sign_in(visitor, ana.email)
    for _try in range(5):
        visitor.post(reverse("mfa_authenticate"), {"code": "000000"})
    visitor.post(reverse("mfa_authenticate"), {"code": code_now(SECRET)})
    assert visitor.get("/admin/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_asks_for_the_password_and_opens_the_admin(content):
    ana = person(EDITOR)
    client = signed_in(ana)
    address = reverse("mfa_activate_totp")
    asked = client.get(address)["Location"]
    assert asked.startswith(reverse("account_reauthenticate"))
    client.post(asked, {"password": PASSWORD})
    page = client.get(address)
    assert "<svg" in page.text
    client.post(address, {"code": code_now(page.context["form"].secret)})
    assert set(kinds(ana)) == {"totp", "recovery_codes"}
    assert client.get("/admin/").status_code == 200


def kinds(user) -> list[str]:
    return list(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def test_whoever_takes_away_their_last_factor_is_out_of_the_admin():
    client = signed_in(with_app())
    client.post(reverse("mfa_reauthenticate"), {"code": code_now(SECRET)})
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/admin/")["Location"] == reverse("mfa_index")


def test_a_session_of_one_person_is_not_opened_by_the_factor_of_another():
    client = signed_in(with_app())
    client.post(reverse("mfa_reauthenticate"), {"code": code_now(SECRET)})
    other = person(EDITOR, "eva@example.org")
    client.force_login(other)
    assert client.get("/admin/").status_code == 302


def test_a_new_password_by_link_keeps_the_second_factor(visitor):
    ana = with_app()
    visitor.post(reverse("account_reset_password"), {"email": ana.email})
    form = visitor.get(mailed_link(ana.email))["Location"]
    visitor.post(form, {"password1": "another-long-one-8", "password2": "another-long-one-8"})
    assert kinds(ana) == ["totp"]
    answer = sign_in(visitor, ana.email, "another-long-one-8")
    assert answer["Location"] == reverse("mfa_authenticate")


def test_a_lost_factor_is_taken_away_on_the_server_and_the_person_hears_of_it(capsys):
    ana = with_app()
    RecoveryCodes.activate(ana)
    client = signed_in(ana)
    call_command("reset_second_factor", "Ana@Example.org")
    assert kinds(ana) == []
    assert client.get(reverse("account")).status_code == 302
    assert [message.to for message in mail.outbox] == [[ana.email]]
    assert "2 second factor" in capsys.readouterr().out


def test_the_command_says_so_when_nobody_has_the_address():
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("reset_second_factor", "nobody@example.org")


def test_a_stranger_is_sent_to_the_sign_in_not_to_a_factor(visitor):
    response = visitor.get("/admin/")
    assert isinstance(response.wsgi_request.user, AnonymousUser)
    assert response["Location"].startswith(reverse("account_login"))


@pytest.fixture
def for_staff(content) -> dict[str, str]:
    """The addresses of a page, of one below it and of a document that only staff may see."""
    page = add_page(title="Interna")
    below = add_page(page, title="Debajo")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    collection = Collection.get_first_root_node().add_child(name="Interno")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="groups"
    )
    restriction.groups.set(Group.objects.filter(name=EDITOR))
    document = PortalDocument.objects.create(
        title="Acta", file=ContentFile(b"%PDF-1.4\n%%EOF\n", "acta.pdf"), collection=collection
    )
    return {"page": page.url_in("es"), "below": below.url_in("en"), "document": document.url}


@pytest.mark.parametrize("what", ["page", "below", "document"])
def test_what_only_staff_may_see_asks_for_the_factor_as_the_admin_does(for_staff, what):
    client = signed_in(with_app())
    asked = client.get(for_staff[what])
    assert asked["Location"].startswith(f"{reverse('mfa_reauthenticate')}?next=%2F")
    assert "no-store" in asked["Cache-Control"]
    shown = client.post(asked["Location"], {"code": code_now(SECRET)})
    assert shown["Location"] == for_staff[what]
    assert client.get(for_staff[what]).status_code == 200


def test_a_head_and_a_part_of_a_document_ask_for_the_factor_too(for_staff):
    client = signed_in(with_app())
    assert client.head(for_staff["document"]).status_code == 302
    assert client.get(for_staff["document"], headers={"range": "bytes=0-3"}).status_code == 302


def test_a_visitor_is_sent_to_the_sign_in_as_before(for_staff, visitor):
    for address in for_staff.values():
        assert visitor.get(address)["Location"].startswith(reverse("account_login"))


def test_what_is_for_staff_opens_without_a_factor_where_the_setting_is_off(for_staff, settings):
    settings.PORTAL_REQUIRE_MFA = False
    client = signed_in(person(EDITOR))
    assert {client.get(address).status_code for address in for_staff.values()} == {200}


def test_the_password_of_a_page_needs_no_factor(content):
    page = BasePage.objects.get(slug="mision")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    answer = signed_in(with_app()).get(page.url_in("es"))
    assert 'name="password"' in answer.text


def test_the_bar_of_a_public_page_waits_for_the_factor(content):
    client = signed_in(with_app())
    bar = reverse("edit_bar", args=[BasePage.objects.get(slug="mision").pk])
    assert client.get(bar).status_code == 204
    client.post(reverse("mfa_reauthenticate"), {"code": code_now(SECRET)})
    assert client.get(bar).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_code_with_which_an_app_was_added_opens_no_other_session(content):
    ana = person(EDITOR)
    client = signed_in(ana)
    address = reverse("mfa_activate_totp")
    client.post(client.get(address)["Location"], {"password": PASSWORD})
    secret = client.get(address).context["form"].secret
    shown = code_now(secret)
    client.post(address, {"code": shown})
    assert client.get("/admin/").status_code == 200
    other = Client()
    sign_in(other, ana.email)
    other.post(reverse("mfa_authenticate"), {"code": shown})
    assert other.get("/admin/").status_code == 302
