"""States of translations are of any object, and hold the Spanish that was confirmed."""

import django.db.models.deletion
from django.db import migrations, models


def name_the_pages(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    for state in apps.get_model("pages", "TranslationState").objects.select_related("page"):
        state.content_type = ContentType.objects.get(pk=state.page.content_type_id)
        state.object_id = state.page_id
        state.title = state.page.title
        state.save()


def keep_pages_only(apps, schema_editor):
    pages = apps.get_model("pages", "BasePage").objects
    for state in apps.get_model("pages", "TranslationState").objects.all():
        kind = {"pk": state.object_id, "content_type": state.content_type_id}
        state.page = pages.filter(**kind).first()
        state.save() if state.page else state.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("pages", "0007_moments"),
    ]

    operations = [
        migrations.RemoveConstraint("translationstate", "pages_one_state_per_language"),
        migrations.AddField(
            "translationstate",
            "content_type",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="contenttypes.contenttype",
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            "translationstate",
            "object_id",
            models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            "translationstate",
            "title",
            models.CharField(
                blank=True,
                default="",
                help_text="What staff call the object.",
                max_length=255,
                verbose_name="title",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "translationstate",
            "page",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translation_states",
                to="pages.basepage",
                verbose_name="page",
            ),
        ),
        # PostgreSQL alters no table that waits for the checks of its foreign keys.
        migrations.RunSQL(migrations.RunSQL.noop, "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.RunPython(name_the_pages, keep_pages_only),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField("translationstate", "page"),
        migrations.AddField(
            model_name="translationstate",
            name="changed",
            field=models.PositiveIntegerField(default=0, verbose_name="texts changed since"),
        ),
        migrations.AddField(
            model_name="translationstate",
            name="confirmed_digest",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="translationstate",
            name="confirmed_texts",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
        migrations.AddField(
            model_name="translationstate",
            name="missing",
            field=models.PositiveIntegerField(
                default=0, verbose_name="texts without a translation"
            ),
        ),
        migrations.AddField(
            model_name="translationstate",
            name="state",
            field=models.CharField(
                choices=[
                    ("missing", "missing"),
                    ("outdated", "outdated"),
                    ("to_review", "to review"),
                    ("current", "current"),
                ],
                db_index=True,
                default="to_review",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="translationstate",
            name="texts",
            field=models.PositiveIntegerField(default=0, verbose_name="texts in Spanish"),
        ),
        migrations.AlterField(
            model_name="translationstate",
            name="content_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="contenttypes.contenttype",
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="translationstate",
            name="object_id",
            field=models.PositiveBigIntegerField(),
        ),
        migrations.AddConstraint(
            model_name="translationstate",
            constraint=models.UniqueConstraint(
                models.F("content_type"),
                models.F("object_id"),
                models.F("language"),
                name="pages_one_state_per_language",
            ),
        ),
    ]
