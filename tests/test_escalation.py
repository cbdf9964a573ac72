"""Nobody rises above their role: by forms, bulk actions, copies or the group editor."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import NoReverseMatch, reverse

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER, ROLES

from .staff import PASSWORD, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return person(ADMINISTRATOR, "administrator@example.org")


@pytest.fixture
def superuser():
    return User.objects.create_superuser("root@example.org", PASSWORD)


@pytest.fixture
def colleague():
    return person(EDITOR, "colleague@example.org")


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def form(**changes) -> dict:
    fields = {"email": "nueva@example.org", "first_name": "Nueva", "last_name": "Persona"}
    return fields | {"role": group(EDITOR).pk} | changes


EVERYTHING = {
    "is_superuser": "on",
    "is_staff": "on",
    "password1": "a-password-of-theirs",
    "password2": "a-password-of-theirs",
}


def test_a_new_colleague_gets_a_role_and_nothing_that_the_form_does_not_ask(administrator):
    more = {"groups": [group(ADMINISTRATOR).pk], "user_permissions": [1]}
    signed_in(administrator).post(reverse("wagtailusers_users:add"), form(**EVERYTHING, **more))
    new = User.objects.get(email="nueva@example.org")
    assert not new.is_superuser
    assert not new.is_staff
    assert not new.has_usable_password()
    assert list(new.groups.all()) == [group(EDITOR)]
    assert not new.user_permissions.exists()


def test_whoever_may_only_add_people_or_only_change_them_cannot_make_superusers(colleague):
    for codename in ("add_user", "change_user"):
        colleague.user_permissions.set([Permission.objects.get(codename=codename)])
        client = signed_in(User.objects.get(pk=colleague.pk))
        client.post(reverse("wagtailusers_users:add"), form(**EVERYTHING))
        client.post(reverse("wagtailusers_users:edit", args=[colleague.pk]), form(**EVERYTHING))
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_group_that_is_no_role_cannot_be_given(administrator, colleague):
    stray = Group.objects.create(name="Todopoderosos")
    client = signed_in(administrator)
    client.post(reverse("wagtailusers_users:add"), form(role=stray.pk))
    client.post(
        reverse("wagtailusers_users:edit", args=[colleague.pk]),
        form(role=stray.pk, is_active="on"),
    )
    bulk(client, "assign_role", [colleague], {"role": stray.pk})
    assert not stray.user_set.exists()


def test_a_colleagues_password_cannot_be_set_by_an_administrator(administrator, colleague):
    signed_in(administrator).post(
        reverse("wagtailusers_users:edit", args=[colleague.pk]), form(is_active="on", **EVERYTHING)
    )
    colleague.refresh_from_db()
    assert colleague.first_name == "Nueva"
    assert colleague.check_password(PASSWORD)
    assert not colleague.is_superuser


@pytest.mark.parametrize("screen", ["edit", "delete", "history", "usage", "send_link"])
def test_a_superuser_does_not_exist_for_an_administrator(administrator, superuser, screen):
    address = reverse(f"wagtailusers_users:{screen}", args=[superuser.pk])
    client = signed_in(administrator)
    assert client.get(address).status_code == 404
    assert client.post(address, form(is_active="")).status_code == 404
    assert "root@example.org" not in client.get(reverse("wagtailusers_users:index")).text
    assert User.objects.filter(pk=superuser.pk, email="root@example.org", is_active=True).exists()


def bulk(client, action: str, people: list[User], data: dict):
    query = "&".join(f"id={each.pk}" for each in people)
    return client.post(f"/admin/bulk/accounts/user/{action}/?{query}", data)


def test_bulk_actions_leave_superusers_and_oneself_as_they_are(administrator, superuser, colleague):
    client = signed_in(administrator)
    everybody = [superuser, administrator, colleague]
    bulk(client, "assign_role", everybody, {"role": group(PUBLISHER).pk})
    bulk(client, "set_active_state", everybody, {"mark_as_active": "False"})
    bulk(client, "delete", everybody, {})
    assert list(superuser.groups.all()) == []
    assert list(administrator.groups.all()) == [group(ADMINISTRATOR)]
    assert list(colleague.groups.all()) == [group(PUBLISHER)]
    states = dict(User.objects.values_list("email", "is_active"))
    assert states == {
        "root@example.org": True,
        "administrator@example.org": True,
        "colleague@example.org": False,
    }


@pytest.mark.parametrize("role", [EDITOR, PUBLISHER])
def test_bulk_actions_on_people_are_refused_to_other_roles(role, colleague):
    client = signed_in(person(role))
    bulk(client, "assign_role", [colleague], {"role": group(ADMINISTRATOR).pk})
    bulk(client, "set_active_state", [colleague], {"mark_as_active": "False"})
    colleague.refresh_from_db()
    assert colleague.is_active
    assert list(colleague.groups.all()) == [group(EDITOR)]


def test_nobody_gives_themselves_another_role(administrator):
    signed_in(administrator).post(
        reverse("wagtailusers_users:edit", args=[administrator.pk]),
        form(email="mine@example.org", role=group(EDITOR).pk, is_active=""),
    )
    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.email == "administrator@example.org"
    assert list(administrator.groups.all()) == [group(ADMINISTRATOR)]


def test_ones_own_page_of_the_admin_changes_neither_address_nor_rights(colleague):
    signed_in(colleague).post(
        reverse("wagtailadmin_account"),
        {
            "name_email-first_name": "Otra",
            "name_email-last_name": "Persona",
            "name_email-email": "other@example.org",
            "name_email-is_superuser": "on",
            "password-old_password": PASSWORD,
            "password-new_password1": "a-password-of-theirs",
            "password-new_password2": "a-password-of-theirs",
            "locale-preferred_language": "es",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
        },
    )
    colleague.refresh_from_db()
    assert colleague.first_name == "Otra"
    assert colleague.email == "colleague@example.org"
    assert colleague.check_password(PASSWORD)
    assert not colleague.is_superuser


@pytest.mark.parametrize("name", ["wagtailusers_users:copy", "wagtailusers_groups:index"])
def test_people_are_not_copied_and_there_is_no_editor_of_groups(name):
    with pytest.raises(NoReverseMatch):
        reverse(name, args=[1] if name.endswith("copy") else [])


@pytest.mark.parametrize("path", ["users/copy/1/", "groups/", "groups/new/", "groups/edit/1/"])
def test_their_old_addresses_lead_nowhere_even_for_a_superuser(superuser, path):
    assert signed_in(superuser).get(f"/admin/{path}", follow=True).status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_no_role_holds_a_right_over_groups_permissions_or_sites(role):
    rights = Permission.objects.filter(group__name=role).values_list(
        "content_type__model", "codename"
    )
    assert not [
        right for right in rights if right[0] in {"group", "permission", "site", "apitoken"}
    ]
    assert "delete_user" not in {codename for _model, codename in rights}
