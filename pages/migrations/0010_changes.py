"""Changes of what pages share are noted by triggers, which `pages.change_triggers` writes."""

from django.db import migrations, models

from ..change_triggers import FUNCTION


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0009_reviews_of_pages"),
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
            FUNCTION, "DROP FUNCTION pages_note_change CASCADE; DROP SEQUENCE pages_change_number"
        ),
        # The first note: processes keep nothing while there is none.
        migrations.RunSQL(
            "INSERT INTO pages_change VALUES (0, nextval('pages_change_number'))",
            migrations.RunSQL.noop,
        ),
    ]
