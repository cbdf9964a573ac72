"""Editors, publishers and administrators keep themes and sources; editors do not delete them."""

from django.db import migrations

KEEP = ("add", "change", "view")
RIGHTS = {
    "Editores": KEEP,
    "Publicadores": (*KEEP, "delete"),
    "Administradores": (*KEEP, "delete"),
}


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for model in ("theme", "source"):
        content_type, _created = ContentType.objects.get_or_create(app_label="history", model=model)
        for name, actions in RIGHTS.items():
            for action in actions:
                # Django itself would make these only after all migrations.
                permission, _created = Permission.objects.get_or_create(
                    content_type=content_type,
                    codename=f"{action}_{model}",
                    defaults={"name": f"Can {action} {model}"},
                )
                Group.objects.get(name=name).permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0002_events_themes_sources"),
        ("accounts", "0002_roles"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
