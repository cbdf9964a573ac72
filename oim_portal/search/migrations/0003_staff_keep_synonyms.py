"""Editors, publishers and administrators keep what the search needs; editors do not delete it."""

from django.db import migrations

KEEP = ("add", "change", "view")
EVERYTHING = (*KEEP, "delete")
RIGHTS = {
    "Editores": {"synonyms": KEEP, "promotion": KEEP, "missedsearch": ("view",)},
    "Publicadores": {"synonyms": EVERYTHING, "promotion": EVERYTHING, "missedsearch": ("view",)},
    "Administradores": {
        "synonyms": EVERYTHING,
        "promotion": EVERYTHING,
        "missedsearch": ("view",),
    },
}


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, rights in RIGHTS.items():
        group = Group.objects.get(name=name)
        for model, actions in rights.items():
            kind, _created = ContentType.objects.get_or_create(
                app_label="portal_search", model=model
            )
            for action in actions:
                # Django itself would make these only after all migrations.
                permission, _created = Permission.objects.get_or_create(
                    content_type=kind,
                    codename=f"{action}_{model}",
                    defaults={"name": f"Can {action} {model}"},
                )
                group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("portal_search", "0002_entries"),
        ("accounts", "0002_roles"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
