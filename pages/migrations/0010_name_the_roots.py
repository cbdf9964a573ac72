"""Give the root of the pages and that of the collections a name that staff understand.

Wagtail finds both by their depth, calls them 'Root' and shows that in its choosers.
"""

from django.db import migrations


def name_the_roots(apps, schema_editor):
    pages = apps.get_model("pages", "BasePage").objects.filter(depth=1, title="Root")
    pages.update(title="Todas las páginas", draft_title="Todas las páginas")
    collections = apps.get_model("wagtailcore", "Collection").objects
    collections.filter(depth=1, name="Root").update(name="Todas las colecciones")


class Migration(migrations.Migration):
    dependencies = [("pages", "0009_share_cards")]

    operations = [migrations.RunPython(name_the_roots, migrations.RunPython.noop)]
