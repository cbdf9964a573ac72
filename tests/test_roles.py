"""What each role may do: the table in accounts/roles.py, and the database in line with it."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from history.models import Theme
from oim_portal.accounts import role_rights, roles
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER, ROLES, TABLE, Role
from oim_portal.publishing.models import FourEyesTask
from pages.models import BasePage, HomePage

from .edit_forms import form_of
from .group_rights import rights
from .role_tables import markdown
from .staff import person, signed_in

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).parents[1] / "docs"
RIGHT = ("content_type__app_label", "codename")


def after_migrate() -> None:
    """Do what `migrate` does at its end, whatever there was to migrate."""
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def use(monkeypatch, *table: Role) -> None:
    """Let this be the table."""
    monkeypatch.setattr(role_rights, "TABLE", table)


@pytest.mark.parametrize("role", TABLE, ids=lambda role: role.key)
def test_a_role_has_the_rights_of_the_table_and_no_others(role):
    found = [
        *group(role.group).permissions.values_list(*RIGHT),
        *Permission.objects.filter(grouppagepermission__group__name=role.group).values_list(*RIGHT),
        *Permission.objects.filter(groupcollectionpermission__group__name=role.group).values_list(
            *RIGHT
        ),
    ]
    assert {".".join(right) for right in found} == role.permissions()
    assert len(found) == len(role.permissions())


def test_rights_to_pages_begin_at_the_front_page_and_rights_to_files_at_all_collections():
    pages = GroupPagePermission.objects.filter(group__name__in=ROLES)
    assert set(pages.values_list("page", flat=True)) == {HomePage.objects.get().pk}
    files = GroupCollectionPermission.objects.filter(group__name__in=ROLES)
    assert set(files.values_list("collection__depth", flat=True)) == {1}


def test_the_table_is_applied_once_at_the_end_of_a_migrate():
    with CaptureQueriesContext(
        connection,
    ) as queries:
        after_migrate()
    asked = [each["sql"] for each in queries if f"'{EDITOR}'" in each["sql"]]
    assert len(asked) == 1


def grant() -> None:
    group(EDITOR).permissions.add(permission("wagtailcore.delete_workflow"))


def revoke() -> None:
    group(EDITOR).permissions.clear()
    GroupPagePermission.objects.filter(group__name=PUBLISHER).delete()
    GroupCollectionPermission.objects.filter(group__name=ADMINISTRATOR).delete()


def grant_publishing() -> None:
    page = HomePage.objects.get()
    publish = permission("pages.publish_basepage")
    GroupPagePermission.objects.create(group=group(EDITOR), page=page, permission=publish)


def grant_pages_elsewhere() -> None:
    for page in (BasePage.objects.get(depth=1), BasePage.objects.get(slug="quienes-somos")):
        for right in ("pages.publish_basepage", "pages.change_basepage"):
            GroupPagePermission.objects.create(
                group=group(EDITOR), page=page, permission=permission(right)
            )


def grant_a_collection() -> None:
    GroupCollectionPermission.objects.create(
        group=group(EDITOR),
        collection=Collection.get_first_root_node().add_child(name="Reservada"),
        permission=permission("wagtailimages.change_image"),
    )


def exchange_readers() -> None:
    FourEyesTask.objects.get().groups.set([group(EDITOR)])


def remove() -> None:
    group(PUBLISHER).delete()


@pytest.mark.parametrize(
    "change",
    [
        grant,
        revoke,
        grant_publishing,
        grant_pages_elsewhere,
        grant_a_collection,
        exchange_readers,
        remove,
    ],
    ids=lambda change: change.__name__,
)
def test_what_somebody_changed_is_as_the_table_says_after_the_next_migrate(change):
    before = rights()
    change()
    assert rights() != before
    after_migrate()
    assert rights() == before


def test_people_keep_their_role_when_its_rights_are_set_back():
    ana = person(EDITOR)
    group(EDITOR).permissions.clear()
    after_migrate()
    assert [each.name for each in ana.groups.all()] == [EDITOR]
    assert signed_in(ana).get(reverse("wagtailadmin_home")).status_code == 200


def test_groups_of_the_office_stay_as_they_are():
    office = Group.objects.create(name="Prensa")
    office.permissions.add(permission("history.delete_theme"))
    GroupPagePermission.objects.create(
        group=office,
        page=BasePage.objects.get(slug="quienes-somos"),
        permission=permission("pages.publish_basepage"),
    )
    FourEyesTask.objects.get().groups.add(office)
    step = FourEyesTask.objects.create(name="Lectura de prensa")
    step.groups.set([office, group(EDITOR)])
    before = rights()
    group(EDITOR).permissions.clear()
    after_migrate()
    assert rights() == before


def test_a_right_taken_from_the_table_is_taken_from_the_role(monkeypatch):
    editor, publisher, administrator = TABLE
    fewer = {model: actions[:1] for model, actions in publisher.rights.items()}
    use(monkeypatch, editor, replace(publisher, rights=fewer, reviews=False), administrator)
    before = rights()
    after_migrate()
    taken = before - rights()
    assert (PUBLISHER, "inicio", "publish_basepage") in taken
    assert (PUBLISHER, "Todas las colecciones", "change_image") in taken
    assert (PUBLISHER, "history", "delete_theme") in taken
    assert (PUBLISHER, "Revisión") in taken
    assert {each[0] for each in taken} == {PUBLISHER}
    assert rights() < before


def test_a_role_more_is_an_entry_of_the_table(monkeypatch):
    reader = Role(
        "Lectores",
        "reader",
        "Reader",
        {"wagtailadmin.admin": ("access",), "pages.basepage": ("change",)},
        reviews=True,
    )
    use(monkeypatch, *TABLE, reader)
    before = rights()
    after_migrate()
    assert rights() - before == {
        ("Lectores", "wagtailadmin", "access_admin"),
        ("Lectores", "inicio", "change_basepage"),
        ("Lectores", "Revisión"),
    }
    assert before < rights()


def test_a_database_that_is_emptied_waits_for_its_pages_with_rights_to_them():
    """As after each test that commits: PostgreSQL takes the emptying back with the transaction."""
    call_command("flush", interactive=False, verbosity=0)
    ContentType.objects.clear_cache()
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert group(EDITOR).permissions.filter(codename="add_theme").exists()
    assert not GroupPagePermission.objects.exists()


def test_the_form_of_the_portals_step_says_how_long_a_change_of_its_readers_lasts():
    administrator = signed_in(person(ADMINISTRATOR))
    step = FourEyesTask.objects.get()
    address = reverse("wagtailadmin_workflows:edit_task", args=[step.pk])
    page = administrator.get(address).text
    assert "hasta la próxima actualización del portal" in page
    fields = form_of(administrator, address) | {"groups": [group(EDITOR).pk]}
    administrator.post(address, fields)
    assert {each.name for each in step.groups.all()} == {EDITOR}
    after_migrate()
    assert {each.name for each in step.groups.all()} == {PUBLISHER, ADMINISTRATOR}


def test_an_administrator_makes_a_step_with_other_readers():
    administrator = signed_in(person(ADMINISTRATOR))
    address = reverse("wagtailadmin_workflows:add_task", args=["publishing", "foureyestask"])
    administrator.post(address, {"name": "Otra lectura", "groups": [group(PUBLISHER).pk]})
    after_migrate()
    step = FourEyesTask.objects.get(name="Otra lectura")
    assert {each.name for each in step.groups.all()} == {PUBLISHER}


def told(code: str) -> list:
    return [message for message in run_checks() if message.id == code]


def test_the_portals_own_table_is_in_order():
    assert told("accounts.E001") == told("accounts.E002") == []


@pytest.mark.parametrize("model", ["history.themes", "nowhere.theme", "history.theme"])
def test_a_right_that_no_model_declares_is_told(monkeypatch, model):
    careless = Role("Nuevos", "new", "New", {model: ("publish",)})
    monkeypatch.setattr(roles, "TABLE", (*TABLE, careless))
    (error,) = told("accounts.E001")
    assert model.replace(".", ".publish_") in error.msg


def test_a_screen_that_no_role_may_use_is_told(monkeypatch):
    fewer = [
        replace(
            role,
            rights={
                name: role.rights[name]
                for name in role.rights
                if name
                not in {
                    "history.theme",
                    "wagtailimages.image",
                    "pages.portalsettings",
                    "pages.basepage",
                }
            },
        )
        for role in TABLE
    ]
    monkeypatch.setattr(roles, "TABLE", tuple(fewer))
    forgotten = {error.obj._meta.label for error in told("accounts.E002")}
    assert {"history.Theme", "media.PortalImage", "pages.PortalSettings"} < forgotten
    assert "pages.BasePage" in forgotten
    assert Theme in {error.obj for error in told("accounts.E002")}


@pytest.mark.parametrize(
    ("language", "document"),
    [
        ("es", "editing/personas.md"),
        ("en", "editing/en/personas.md"),
        ("en", "operations/README.md"),
    ],
)
def test_documents_show_the_table(language, document):
    """Copy it from `python -m tests.role_tables …`."""
    assert markdown(language) in (DOCS / document).read_text("utf-8")
