"""The groups of editors, publishers and administrators, with rights on the site's tree."""

from django.db import migrations

EDIT = {"add": "Add basepage", "change": "Change basepage"}
PUBLISH = EDIT | {
    "publish": "Publish any page",
    "lock": "Lock/unlock pages you've locked",
    "unlock": "Unlock any page",
    "bulk_delete": "Delete pages with children",
}
ADMIN = ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
LIBRARY = [
    ("media", model, f"{action}_{model}", f"Can {action} {model}")
    for model in ("portalimage", "portaldocument")
    for action in ("add", "change", "choose")
]
MANAGEMENT = [
    ("pages", "portalsettings", "change_portalsettings", "Can change site settings"),
    *(
        (app, model, f"{action}_{model}", f"Can {action} {model}")
        for app, model in (
            ("wagtailredirects", "redirect"),
            ("wagtailcore", "workflow"),
            ("wagtailcore", "task"),
        )
        for action in ("add", "change", "delete", "view")
    ),
]
ROLES = {
    "Editores": (EDIT, []),
    "Publicadores": (PUBLISH, []),
    "Administradores": (PUBLISH, MANAGEMENT),
}


def make_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    home = apps.get_model("pages", "BasePage").objects.get(depth=2, slug="inicio")
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)

    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    for name, (page_rights, rights) in ROLES.items():
        group = Group.objects.create(name=name)
        group.permissions.set([permission(apps, *right) for right in [ADMIN, *rights]])
        for action, label in page_rights.items():
            right = permission(apps, "pages", "basepage", f"{action}_basepage", label)
            GroupPagePermission.objects.create(group=group, page=home, permission=right)
        for right in LIBRARY:
            GroupCollectionPermission.objects.create(
                group=group, collection=collection, permission=permission(apps, *right)
            )


def permission(apps, app_label, model, codename, name):
    """Return a permission, which Django itself would only make after all migrations."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    content_type, _created = ContentType.objects.get_or_create(app_label=app_label, model=model)
    found, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return found


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("media", "0001_initial"),
        ("pages", "0005_home_page"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
