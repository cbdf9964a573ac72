"""The triggers of this app were written here; `pages.change_triggers` does it now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0003_staff_keep_themes_and_sources"),
        ("pages", "0010_changes"),
    ]

    operations = []
