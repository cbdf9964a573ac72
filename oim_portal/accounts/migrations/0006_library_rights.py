"""Rights in the library of images and documents.

Wagtail asks for the rights of its own models, whatever model takes their place: what `0002` gave
for ours opened nothing.
"""

from django.db import migrations

ROLES = ["Editores", "Publicadores", "Administradores"]
RIGHTS = [
    (app_label, model, f"{action}_{model}", f"Can {action} {model}")
    for app_label, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for action in ("add", "change", "choose")
]


def open_library(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Given = apps.get_model("wagtailcore", "GroupCollectionPermission")
    office = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    groups = apps.get_model("auth", "Group").objects.filter(name__in=ROLES)

    Given.objects.filter(group__in=groups, permission__content_type__app_label="media").delete()
    for app_label, model, codename, name in RIGHTS:
        kind, _created = ContentType.objects.get_or_create(app_label=app_label, model=model)
        right, _created = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        for group in groups:
            Given.objects.get_or_create(group=group, collection=office, permission=right)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_review"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]

    operations = [migrations.RunPython(open_library, migrations.RunPython.noop)]
