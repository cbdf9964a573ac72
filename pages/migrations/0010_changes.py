"""Changes of what pages share are noted by triggers: see `pages.shared`."""

from django.db import migrations, models

from pages.change_triggers import FUNCTION, note_changes_of

# A draft writes others only. Publishing writes all.
COLUMNS = ["path", "title", "url_path", "live", "expire_at", "show_in_menus", "last_published_at"]


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0009_reviews_of_pages"),
        ("media", "0002_deleted_at"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("transaction", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
            options={"db_table": "pages_change"},
        ),
        migrations.RunSQL(
            FUNCTION, "DROP FUNCTION pages_note_change; DROP SEQUENCE pages_change_number"
        ),
        # The first note: processes keep nothing while there is none.
        migrations.RunSQL(
            "INSERT INTO pages_change VALUES (0, nextval('pages_change_number'))",
            migrations.RunSQL.noop,
        ),
        note_changes_of("pages_basepage", *COLUMNS),
        note_changes_of("pages_homepage"),
        note_changes_of("pages_homemoment"),
        note_changes_of("pages_portalsettings"),
        note_changes_of("pages_socialnetwork"),
        note_changes_of("wagtailcore_site"),
        note_changes_of("wagtailcore_pageviewrestriction"),
        note_changes_of("media_portalimage"),
        note_changes_of("media_rendition"),
        note_changes_of("media_portaldocument"),
    ]
