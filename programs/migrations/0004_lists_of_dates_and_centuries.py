"""Columns take lists of dates, and programmes of a century stand before its first decade."""

from django.db import migrations, models

import history.fields
from history.dates import PartialDate, sort_key


def place_centuries(apps, schema_editor) -> None:
    programmes = apps.get_model("programs", "ProgramPage").objects
    for key, date, year in programmes.filter(date__contains="XX").values_list(
        "pk", "date", "sort_year"
    ):
        if isinstance(date, PartialDate):
            programmes.filter(pk=key).update(date_sort=sort_key(date, undated_year=year))


class Migration(migrations.Migration):
    dependencies = [("programs", "0003_changes")]

    operations = [
        migrations.AlterField(
            model_name="programpage",
            name="date",
            field=history.fields.PartialDateField(blank=True, max_length=100, verbose_name="date"),
        ),
        migrations.AlterField(
            model_name="programpage",
            name="date_sort",
            field=models.CharField(db_collation="C", db_index=True, editable=False, max_length=117),
        ),
        migrations.RunPython(place_centuries, migrations.RunPython.noop),
    ]
