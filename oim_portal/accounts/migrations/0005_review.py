"""Who reviews what editors submit. Wagtail's workflow asked a group that `0002` removed."""

from django.db import migrations

REVIEWERS = ["Publicadores", "Administradores"]


def ask_publishers(apps, schema_editor):
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.get(
        name="Moderators approval"
    )
    task.name = "Revisión"
    task.save()
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name__in=REVIEWERS))
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").update(
        name="Revisión"
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_administrators_of_people")]

    operations = [migrations.RunPython(ask_publishers, migrations.RunPython.noop)]
