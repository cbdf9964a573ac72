"""The front page, the table of the shared cache, and the function of the triggers on changes."""

from django.core.management import call_command
from django.db import migrations

from ..change_triggers import FUNCTION


def make_home_page(apps, schema_editor):
    """Make Wagtail's welcome page the front page."""
    BasePage = apps.get_model("pages", "BasePage")
    HomePage = apps.get_model("pages", "HomePage")
    ContentType = apps.get_model("contenttypes", "ContentType")

    welcome = BasePage.objects.get(url_path="/home/")
    content_type, _created = ContentType.objects.get_or_create(app_label="pages", model="homepage")
    home = HomePage(basepage_ptr_id=welcome.pk)
    for field in BasePage._meta.concrete_fields:
        setattr(home, field.attname, getattr(welcome, field.attname))
    home.content_type = content_type
    home.title = home.draft_title = home.display_title_es = "Inicio"
    home.slug = "inicio"
    home.url_path = "/inicio/"
    home.save()


def make_cache_table(apps, schema_editor):
    """Make the table of `settings.CACHES`, so that `migrate` is all a new server needs."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0004_page_types_and_settings"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(make_home_page, migrations.RunPython.noop),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
        # `migrate` writes the triggers themselves (`pages.change_triggers`).
        migrations.RunSQL(
            FUNCTION, "DROP FUNCTION pages_note_change CASCADE; DROP SEQUENCE pages_change_number"
        ),
        # The first note: processes cache nothing while there is none.
        migrations.RunSQL(
            "INSERT INTO pages_change VALUES (0, nextval('pages_change_number'))",
            migrations.RunSQL.noop,
        ),
    ]
