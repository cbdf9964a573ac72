"""The table of the shared cache (settings.CACHES), so that `migrate` is all a new server needs."""

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("pages", "0005_home_page")]

    operations = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
