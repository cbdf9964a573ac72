"""The audit log of accounts: before, after, who, from where; no secrets, and nothing to change."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from auditlog.models import LogEntry
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import get_resolver, reverse

from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER

from .permission_routes import routes
from .staff import PASSWORD, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return signed_in(person(ADMINISTRATOR, "administrator@example.org"))


def entries(thing) -> list[LogEntry]:
    return list(LogEntry.objects.get_for_object(thing).order_by("pk"))


def change(administrator, ana, **fields) -> list[LogEntry]:
    """Change a person on the screen; return what the log has since."""
    known = len(entries(ana))
    form = {"email": ana.email, "first_name": "Ana", "last_name": "Paz", "is_active": "on"}
    form["role"] = Group.objects.get(name=EDITOR).pk
    administrator.post(
        reverse("wagtailusers_users:edit", args=[ana.pk]),
        form | fields,
        REMOTE_ADDR="192.0.2.7",
        headers={"x-forwarded-for": "203.0.113.9"},
    )
    return entries(ana)[known:]


def test_a_change_is_logged_with_before_after_actor_and_address(administrator):
    (entry,) = change(administrator, person(EDITOR), last_name="Paredes")
    assert entry.changes_dict == {"last_name": ["Paz", "Paredes"]}
    assert entry.actor.email == "administrator@example.org"
    assert entry.actor_email == "administrator@example.org"
    assert entry.remote_addr == "192.0.2.7"


def test_a_new_role_is_logged_as_what_was_taken_and_given(administrator):
    publisher = Group.objects.get(name=PUBLISHER).pk
    changes = [
        entry.changes_dict["groups"]
        for entry in change(administrator, person(EDITOR), role=publisher)
    ]
    assert [(each["operation"], each["objects"]) for each in changes] == [
        ("delete", [EDITOR]),
        ("add", [PUBLISHER]),
    ]


def test_bulk_actions_are_logged_too(administrator):
    ana = person(EDITOR)
    administrator.post(
        f"/admin/bulk/accounts/user/set_active_state/?id={ana.pk}", {"mark_as_active": "False"}
    )
    administrator.post(
        f"/admin/bulk/accounts/user/assign_role/?id={ana.pk}",
        {"role": Group.objects.get(name=PUBLISHER).pk},
    )
    changed = [name for entry in entries(ana)[-3:] for name in entry.changes_dict]
    assert changed == ["is_active", "groups", "groups"]


def test_second_factors_are_logged_without_their_secrets():
    ana = person(EDITOR)
    factor = TOTP.activate(ana, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").instance
    made, removed = entries(factor), None
    factor_pk = factor.pk
    factor.delete()
    removed = LogEntry.objects.get(object_pk=str(factor_pk), action=LogEntry.Action.DELETE)
    for entry in [*made, removed]:
        assert "type" in entry.changes_dict
        assert "data" not in entry.changes_dict
    assert "JBSWY3DP" not in str(list(LogEntry.objects.values()))
    assert not Authenticator.objects.exists()


def test_no_password_and_no_hash_is_in_the_log():
    ana = person(EDITOR)
    ana.set_password("another-long-one-8")
    ana.save()
    logged = str(list(LogEntry.objects.values()))
    assert "password" not in logged
    assert PASSWORD not in logged
    assert ana.password.split("$")[-1][:8] not in logged


def test_administrators_read_the_log(administrator):
    change(administrator, person(EDITOR), last_name="Paredes")
    page = administrator.get(reverse("account_log")).text
    assert "Paz → Paredes" in page
    assert "192.0.2.7" in page
    assert administrator.get(reverse("account_log"), {"export": "csv"}).status_code == 200


def test_the_log_is_in_words(administrator):
    ana = person(EDITOR)
    change(administrator, ana, is_active="")
    TOTP.activate(ana, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    soup = BeautifulSoup(administrator.get(reverse("account_log")).text, "html.parser")
    page = " ".join(" ".join(cell.get_text().split()) for cell in soup.select("td"))
    assert "activo: sí → no" in page
    assert "Segundo factor: — → Aplicación de autenticación" in page
    assert not re.search(r"\bNone\b|\bTrue\b|\bFalse\b|ID: |created at|\d{4}-\d{2}-\d{2} \d", page)


@pytest.mark.parametrize("role", [EDITOR, PUBLISHER])
def test_other_roles_do_not_read_it(role):
    client = signed_in(person(role))
    assert client.get(reverse("account_log")).status_code == 302
    assert reverse("account_log") not in client.get("/admin/").text


def test_there_is_no_way_to_change_it(administrator):
    assert [route for route in routes() if "cuentas" in route or "auditlog" in route] == [
        "admin/reports/cuentas/",
        "admin/reports/cuentas/results/",
    ]
    assert administrator.post(reverse("account_log")).status_code == 405
    assert get_resolver().resolve(reverse("account_log")).func.view_class.model is LogEntry


def test_public_pages_do_not_look_for_an_actor(visitor, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as queries:
        visitor.get("/es/")
    assert not [query for query in queries if "django_session" in query["sql"]]
