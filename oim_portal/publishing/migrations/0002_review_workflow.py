"""The workflow of a new site: a text is read by somebody who did not write it.

Wagtail's workflow gets a Spanish name, and `FourEyesTask` in the place of its task. Who reads in it
is in the table of roles (accounts/roles.py).
"""

from django.db import migrations

WAGTAILS, NAME = "Moderators approval", "Revisión"


def replace_task(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    FourEyesTask = apps.get_model("publishing", "FourEyesTask")
    kind, _created = ContentType.objects.get_or_create(app_label="publishing", model="foureyestask")
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WAGTAILS).update(name=NAME)
    for old in apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=WAGTAILS):
        new = FourEyesTask.objects.create(name=NAME, content_type=kind, active=old.active)
        steps = apps.get_model("wagtailcore", "WorkflowTask").objects.filter(task_id=old.pk)
        steps.update(task_id=new.pk)
        old.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
        ("accounts", "0002_no_wagtail_groups"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(replace_task, migrations.RunPython.noop)]
