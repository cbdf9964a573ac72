"""The workflow of a new site: what somebody writes is read by somebody who did not write it.

Who that may be stands in the table of roles (accounts/roles.py).
"""

from django.db import migrations

TASK = "Revisión"  # as accounts/0005 names Wagtail's


def ask_somebody_else(apps, schema_editor):
    """Put the new task in the place of the one that let authors approve themselves.

    Where staff have made tasks of their own, they stay as they are.
    """
    ContentType = apps.get_model("contenttypes", "ContentType")
    FourEyesTask = apps.get_model("newsroom", "FourEyesTask")
    kind, _created = ContentType.objects.get_or_create(app_label="newsroom", model="foureyestask")
    for old in apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=TASK):
        new = FourEyesTask.objects.create(name=TASK, content_type=kind, active=old.active)
        steps = apps.get_model("wagtailcore", "WorkflowTask").objects.filter(task_id=old.pk)
        steps.update(task_id=new.pk)
        # What waits for review keeps its place, and is read by the new rule.
        states = apps.get_model("wagtailcore", "TaskState").objects.filter(task_id=old.pk)
        states.update(task_id=new.pk)
        old.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_four_eyes"),
        ("accounts", "0006_library_rights"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(ask_somebody_else, migrations.RunPython.noop)]
