"""Columns take lists of dates, and events of a century stand before its first decade."""

from django.db import migrations, models

import history.fields

from ..dates import PartialDate, sort_key


def place_centuries(apps, schema_editor) -> None:
    events = apps.get_model("history", "HistoryEventPage").objects
    for key, date, year in events.filter(date__contains="XX").values_list(
        "pk", "date", "sort_year"
    ):
        if isinstance(date, PartialDate):
            events.filter(pk=key).update(date_sort=sort_key(date, undated_year=year))


class Migration(migrations.Migration):
    dependencies = [("history", "0004_changes")]

    operations = [
        migrations.AlterField(
            model_name="historyeventpage",
            name="date",
            field=history.fields.PartialDateField(blank=True, max_length=100, verbose_name="date"),
        ),
        migrations.AlterField(
            model_name="historyeventpage",
            name="date_sort",
            field=models.CharField(db_collation="C", db_index=True, editable=False, max_length=117),
        ),
        migrations.AlterField(
            model_name="source",
            name="date",
            field=history.fields.PartialDateField(blank=True, max_length=100, verbose_name="date"),
        ),
        migrations.RunPython(place_centuries, migrations.RunPython.noop),
    ]
