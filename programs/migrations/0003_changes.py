"""The triggers of this app were written here; `pages.change_triggers` does it now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0002_spheres_and_programs"),
        ("pages", "0010_changes"),
    ]

    operations = []
