"""Synchronizes groups and their permissions with the table of roles, after every `migrate`.

Permissions that were added to the groups of the table are removed, and those that were removed are
restored. Other groups stay as they are.
"""

from contextlib import suppress

from django.apps import apps as global_apps
from django.apps.registry import Apps
from django.core.exceptions import FieldError
from django.db import transaction
from django.db.models import Model, QuerySet, Value
from django.db.models.functions import Concat
from django.db.models.signals import post_migrate

from .roles import FILES, PAGES, TABLE, Role, permission

# The workflow task in which reviewers approve. The admin does not allow renaming it.
REVIEW_TASK = "Revisión"


def apply_table(apps: Apps = global_apps, **kwargs) -> None:
    """Give each role its permissions, and take all others from it.

    Does nothing while migrations older than its tables are applied.
    """
    with suppress(LookupError, FieldError), transaction.atomic():
        for role in TABLE:
            apply_role(role, apps)


def apply_role(role: Role, apps: Apps) -> None:
    group, _made = apps.get_model("auth.Group").objects.get_or_create(name=role.group)
    everywhere = role.rights.keys() - {PAGES, *FILES}
    group.permissions.set(permissions(role, everywhere, apps))
    home = apps.get_model("pages.HomePage").objects.filter(depth=2)
    pages = apps.get_model("wagtailcore.GroupPagePermission")
    give_below(pages, group, "page_id", home, permissions(role, {PAGES}, apps))
    library = apps.get_model("wagtailcore.Collection").objects.filter(depth=1)
    files = apps.get_model("wagtailcore.GroupCollectionPermission")
    give_below(files, group, "collection_id", library, permissions(role, FILES, apps))
    # The first one, in case the office has given the same name to a task of its own.
    tasks = apps.get_model("publishing.FourEyesTask").objects.order_by("pk")
    if task := tasks.filter(name=REVIEW_TASK).first():
        change = task.groups.add if role.reviews else task.groups.remove
        change(group)


def permissions(role: Role, models: set[str] | tuple[str, ...], apps: Apps) -> QuerySet:
    """Return the permissions of a role over these models, without any that does not exist yet."""
    names = [permission(each, action) for each in models for action in role.rights.get(each, ())]
    named = Concat("content_type__app_label", Value("."), "codename")
    return apps.get_model("auth.Permission").objects.alias(named=named).filter(named__in=names)


def give_below(
    model: type[Model], group: Model, place: str, places: QuerySet, permissions: QuerySet
) -> None:
    """Let a group have these permissions at these places of a tree, and no others in it."""
    wanted = {f"{place}__in": places.values("pk"), "permission__in": permissions}
    model.objects.filter(group=group).exclude(**wanted).delete()
    rows = [
        model(group=group, permission=each, **{place: pk})
        for pk in places.values_list("pk", flat=True)
        for each in permissions
    ]
    model.objects.bulk_create(rows, ignore_conflicts=True)


def connect() -> None:
    """Connect `apply_table` so that it runs once at the end of `migrate`, and of `flush`.

    Django sends `post_migrate` for one app after another, and creates the permissions of each then.
    """
    last = [config for config in global_apps.get_app_configs() if config.models_module][-1]
    post_migrate.connect(apply_table, sender=last, dispatch_uid="role_rights")
