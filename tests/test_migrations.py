"""Migrations: ours alone, complete, and safe for the content of an older release."""

from importlib.metadata import PackagePath, files, packages_distributions
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowTask,
)

from history.models import HistoryEventPage
from oim_portal.publishing.models import FourEyesTask
from programs.models import ProgramPage, SpherePage

from .database_copy import database_copy
from .rights import rights

ROOT = Path(__file__).parents[1]
# What stood in the first release: mission, values and the history as a text.
FIRST_RELEASE = [
    ("accounts", "0002_roles"),
    ("history", "0001_initial"),
    ("initial_content", "0001_initial"),
    ("media", "0001_initial"),
    ("pages", "0006_shared_cache"),
    ("programs", "0001_initial"),
]
LATER_PAGES = [HistoryEventPage, ProgramPage, SpherePage]
CONTENT = ("accounts_", "history_", "initial_content_", "media_", "pages_", "programs_")
# Columns that have another name since.
RENAMED = {("pages_translationstate", "page_id"): "object_id"}
ALSO_CONTENT = ["auth_group", "wagtailcore_revision", "wagtailcore_site"]


def test_the_models_have_all_their_migrations(db, capsys):
    call_command("makemigrations", check=True, dry_run=True)
    assert capsys.readouterr().out == "No changes detected\n"


def test_no_migration_of_ours_stands_in_another_package():
    assert settings.MIGRATION_MODULES == {}
    distributions = packages_distributions()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        if ROOT in folder.parents or not folder.is_dir():
            continue
        (distribution, *_others) = distributions[app.name.split(".")[0]]
        delivered = {file.name for file in files(distribution) if is_within(file, folder)}
        added = {path.name for path in folder.glob("*.py")} - delivered
        assert added == set(), app.name


def is_within(file: PackagePath, folder: Path) -> bool:
    return file.parent.name == folder.name and file.locate().parent == folder


def content(columns: dict[str, list[str]]) -> dict[str, list[tuple]]:
    """Return the rows of each table of content, of the columns named."""
    found = {}
    with connection.cursor() as cursor:
        for table, names in columns.items():
            listed = ", ".join(map(connection.ops.quote_name, names))
            cursor.execute(f"SELECT {listed} FROM {table} ORDER BY 1, 2")  # noqa: S608
            found[table] = cursor.fetchall()
    return found


def content_columns() -> dict[str, list[str]]:
    """Return the tables of content as they stand now, each with the names of its columns."""
    introspection = connection.introspection
    with connection.cursor() as cursor:
        return {
            table: [column.name for column in introspection.get_table_description(cursor, table)]
            for table in introspection.table_names(cursor)
            if table.startswith(CONTENT) or table in ALSO_CONTENT
        }


def renamed(columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the columns by the names that they have today."""
    return {
        table: [RENAMED.get((table, name), name) for name in names]
        for table, names in columns.items()
    }


def give_rights_of_the_first_release() -> None:
    """Put the roles' groups back to what the migrations of the first release gave them.

    Wagtail's own step of the workflow stood there too, for a group that was gone.
    """
    GroupPagePermission.objects.filter(permission__codename="change_basepage").delete()
    GroupCollectionPermission.objects.all().delete()
    publishers = Group.objects.get(name="Publicadores")
    publishers.permissions.set(Permission.objects.filter(codename="delete_workflow"))
    for right in Permission.objects.filter(content_type__app_label="media"):
        GroupCollectionPermission.objects.create(
            group=publishers, collection=Collection.get_first_root_node(), permission=right
        )
    step = GroupApprovalTask.objects.create(name="Moderators approval")
    WorkflowTask.objects.create(workflow=Workflow.objects.get(), task=step, sort_order=0)
    assert step.groups.count() == 0


@pytest.fixture(scope="module")
def upgrade(django_db_setup, django_db_blocker) -> dict:
    """The first release's content and rights before and after `migrate`, and a page's answer.

    In a copy of the database, which is brought back to the first release before.
    """
    with django_db_blocker.unblock(), database_copy("migrations"):
        fresh = rights()
        for model in (*LATER_PAGES, FourEyesTask):
            model.objects.all().delete()
        MigrationExecutor(connection).migrate(FIRST_RELEASE)
        give_rights_of_the_first_release()
        columns = content_columns()
        before = content(columns)
        call_command("migrate", verbosity=0, interactive=False)
        page = Client(headers={"host": "localhost"}).get("/en/quienes-somos/historia/")
        return {
            "before": before,
            "after": content(renamed(columns)),
            "status": page.status_code,
            "fresh rights": fresh,
            "rights": rights(),
        }


def test_the_first_releases_content_comes_through_all_migrations_unchanged(upgrade, db):
    before, after = upgrade["before"], upgrade["after"]
    assert "history_historyeventpage" not in before
    assert len(before["pages_commitment"]) == 4
    for table in before:
        assert after[table] == before[table], table
    assert upgrade["status"] == 200


def test_roles_of_the_first_release_end_with_the_rights_of_a_new_database(upgrade, db):
    assert ("Publicadores", "Revisión") in upgrade["fresh rights"]
    assert upgrade["rights"] == upgrade["fresh rights"]
