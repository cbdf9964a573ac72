"""Administrators state under which licence the data are."""

from django.db import migrations

RIGHT = "change_opendatasettings"


def grant(apps, schema_editor):
    # Django itself makes permissions only after all migrations.
    kind, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="open_data", model="opendatasettings"
    )
    right, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=RIGHT, defaults={"name": "Can change open data"}
    )
    apps.get_model("auth", "Group").objects.get(name="Administradores").permissions.add(right)


def revoke(apps, schema_editor):
    administrators = apps.get_model("auth", "Group").objects.get(name="Administradores")
    administrators.permissions.remove(*administrators.permissions.filter(codename=RIGHT))


class Migration(migrations.Migration):
    dependencies = [
        ("open_data", "0001_licence_and_edition"),
        ("accounts", "0006_library_rights"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
