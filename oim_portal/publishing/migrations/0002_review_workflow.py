"""The workflow of a new site: a text is read by somebody who did not write it.

Wagtail's workflow gets a Spanish name, and `FourEyesTask` in the place of its task. Wagtail's groups
go; `migrate` makes those of the table of roles (accounts/roles.py), which says who reads.
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


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pages", "0005_home_page"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
    ]

    operations = [
        migrations.RunPython(replace_task, migrations.RunPython.noop),
        migrations.RunPython(remove_groups, migrations.RunPython.noop),
    ]
