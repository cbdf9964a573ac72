"""What administrators may do with people: invite, change, read the log. Nobody deletes people."""

from django.db import migrations

RIGHTS = [
    ("accounts", "user", "add_user", "Can add user"),
    ("accounts", "user", "change_user", "Can change user"),
    ("accounts", "user", "view_user", "Can view user"),
    ("auditlog", "logentry", "view_logentry", "Can view log entry"),
]


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    administrators = apps.get_model("auth", "Group").objects.get(name="Administradores")
    for app_label, model, codename, name in RIGHTS:
        # Django itself makes permissions only after all migrations.
        kind, _created = ContentType.objects.get_or_create(app_label=app_label, model=model)
        right, _created = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        administrators.permissions.add(right)


def revoke(apps, schema_editor):
    administrators = apps.get_model("auth", "Group").objects.get(name="Administradores")
    codenames = [codename for _app, _model, codename, _name in RIGHTS]
    administrators.permissions.remove(*administrators.permissions.filter(codename__in=codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_sign_in_epoch"),
        ("auditlog", "0017_add_actor_email"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
