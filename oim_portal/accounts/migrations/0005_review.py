"""The workflow that Wagtail delivers gets a Spanish name.

Who reads in it stands in the table of roles (accounts/roles.py).
"""

from django.db import migrations

WAGTAILS = "Moderators approval"
NAME = "Revisión"


def name_in_spanish(apps, schema_editor):
    # None where staff have renamed or replaced it: then it is theirs.
    for model in ("GroupApprovalTask", "Workflow"):
        apps.get_model("wagtailcore", model).objects.filter(name=WAGTAILS).update(name=NAME)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_administrators_of_people")]

    operations = [migrations.RunPython(name_in_spanish, migrations.RunPython.noop)]
