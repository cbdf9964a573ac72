"""Who reviews what editors submit. Wagtail's workflow asked a group that `0002` removed."""

from django.db import migrations

WAGTAILS = "Moderators approval"
REVIEWERS = ["Publicadores", "Administradores"]


def ask_publishers(apps, schema_editor):
    publishers = apps.get_model("auth", "Group").objects.filter(name__in=REVIEWERS)
    # None where staff have renamed or replaced it: then it is theirs.
    for task in apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=WAGTAILS):
        task.name = "Revisión"
        task.save()
        task.groups.set(publishers)
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WAGTAILS).update(name="Revisión")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_administrators_of_people")]

    operations = [migrations.RunPython(ask_publishers, migrations.RunPython.noop)]
