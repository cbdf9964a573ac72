"""Synchronizes groups and their permissions with the table of roles, after every `migrate`.

One query reads all permissions of the roles' groups; if these match the table, no other query is
made. Permissions that were added to these groups are removed, and those that were removed are
restored. Groups that are not in the table stay as they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps as global_apps
from django.apps.registry import Apps
from django.core.exceptions import FieldError
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Model, Q, QuerySet, Value
from django.db.models.signals import post_migrate

from .roles import FILES, PAGES, ROLES, TABLE, permission

# The workflow task in which reviewers approve. The admin does not allow renaming it.
REVIEW_TASK = "Revisión"
EVERYWHERE, ON_PAGES, IN_COLLECTIONS, REVIEWS = "everywhere", "pages", "library", "reviews"
# Kind of holding, group, and 'app.codename', which is empty for reviewers.
Right = tuple[str, str, str]


@dataclass
class Holding:
    """A table whose rows give permissions to groups, everywhere or below one object."""

    model: type[Model]
    place: str = ""  # the column that refers to the object
    places: QuerySet | None = None  # its primary key, or none in an empty database

    def rows(self, kind: str) -> QuerySet:
        """Return kind, primary key, group, scope (True if it is there), app and codename."""
        return self.held(kind, "permission__content_type__app_label", "permission__codename")

    def held(self, kind: str, *right: str | Value) -> QuerySet:
        return self.model.objects.filter(group__name__in=ROLES).values_list(
            Value(kind),
            "pk",
            "group__name",
            ExpressionWrapper(self.here, output_field=BooleanField()),
            *right,
        )

    @property
    def here(self) -> Q:
        return Q(**{f"{self.place}__in": self.places}) if self.place else Q(pk__isnull=False)


class Reviewers(Holding):
    """The reviewers of the workflow task; other tasks belong to those who created them."""

    def rows(self, kind: str) -> QuerySet:
        return self.held(kind, Value(""), Value("")).filter(self.here)


def holdings(apps: Apps) -> dict[str, Holding]:
    """Return the tables that store permissions of groups, by kind."""
    task = apps.get_model("publishing.FourEyesTask")
    home = apps.get_model("pages.HomePage").objects.filter(depth=2).values("pk")
    library = apps.get_model("wagtailcore.Collection").objects.filter(depth=1).values("pk")
    # The first one, in case the office has given the same name to a task of its own.
    review_task = task.objects.filter(name=REVIEW_TASK).order_by("pk").values("pk")[:1]
    return {
        EVERYWHERE: Holding(apps.get_model("auth.Group").permissions.through),
        ON_PAGES: Holding(apps.get_model("wagtailcore.GroupPagePermission"), "page_id", home),
        IN_COLLECTIONS: Holding(
            apps.get_model("wagtailcore.GroupCollectionPermission"), "collection_id", library
        ),
        REVIEWS: Reviewers(task.groups.through, "foureyestask_id", review_task),
    }


def wanted() -> Iterator[Right]:
    """Yield the permissions of the table."""
    for role in TABLE:
        if role.reviews:
            yield REVIEWS, role.group, ""
        for model, actions in role.rights.items():
            kind = ON_PAGES if model == PAGES else IN_COLLECTIONS if model in FILES else EVERYWHERE
            for action in actions:
                yield kind, role.group, permission(model, action)


def read(tables: dict[str, Holding]) -> tuple[dict[Right, int], list[tuple[str, int]]]:
    """Return the stored permissions, each with the primary key of its row, and rows elsewhere."""
    stored, elsewhere = {}, []
    first, *others = (table.rows(kind) for kind, table in tables.items())
    for kind, number, group, is_here, app_label, codename in first.union(*others, all=True):
        if is_here:
            stored[kind, group, f"{app_label}.{codename}" if codename else ""] = number
        else:
            elsewhere.append((kind, number))
    return stored, elsewhere


def give(tables: dict[str, Holding], rights: Iterable[Right], apps: Apps) -> None:
    """Store permissions, except those whose page, task or permission does not exist yet."""
    groups = apps.get_model("auth.Group").objects
    groups.bulk_create([groups.model(name=name) for name in ROLES], ignore_conflicts=True)
    group_ids = dict(groups.filter(name__in=ROLES).values_list("name", "pk"))
    known = apps.get_model("auth.Permission").objects.values_list(
        "content_type__app_label", "codename", "pk"
    )
    permission_ids = {f"{app_label}.{codename}": pk for app_label, codename, pk in known}
    for kind, table in tables.items():
        places = list(table.places.values_list(flat=True)) if table.place else [None]
        rows = [
            {"group_id": group_ids[group]}
            | ({table.place: place} if table.place else {})
            | ({"permission_id": permission_ids[name]} if name else {})
            for each, group, name in rights
            if each == kind and (not name or name in permission_ids)
            for place in places
        ]
        table.model.objects.bulk_create([table.model(**row) for row in rows], ignore_conflicts=True)


def apply_table(apps: Apps = global_apps, **kwargs) -> None:
    """Add the missing permissions and remove the surplus ones.

    Does nothing while migrations older than its tables are applied.
    """
    try:
        tables = holdings(apps)
        stored, surplus = read(tables)
    except (LookupError, FieldError):
        return
    rights = set(wanted())
    surplus += [(right[0], number) for right, number in stored.items() if right not in rights]
    missing = rights - stored.keys()
    if not surplus and not missing:
        return
    with transaction.atomic():
        for kind, table in tables.items():
            numbers = [number for each, number in surplus if each == kind]
            table.model.objects.filter(pk__in=numbers).delete()
        give(tables, missing, apps)


def connect() -> None:
    """Connect `apply_table` so that it runs once at the end of `migrate`, and of `flush`.

    Django sends `post_migrate` for one app after another, and creates the permissions of each then.
    """
    last = [config for config in global_apps.get_app_configs() if config.models_module][-1]
    post_migrate.connect(apply_table, sender=last, dispatch_uid="role_rights")
