"""Words that are searched only as written, and dates of results.

'Trata' (of persons) is not 'tratada'; who asks for a job does not ask where the office works.
"""

from django.db import migrations, models

from ..fields import split_terms
from ..text_search import update

AS_WRITTEN = [("es", "trata"), ("en", "job, jobs, work")]
# Synonyms stand for each other as written, so both genders are named.
CHANGED = {
    "job, work, employment": "employment, job",
    "migrar, migración, migrante, migratorio, inmigrante, inmigración": (
        "migrar, migración, migrante, migratorio, migratoria, inmigrante, inmigración"
    ),
    "ecuatoriano, Ecuador": "ecuatoriano, ecuatoriana, Ecuador",
    "histórico, historia": "histórico, histórica, historia",
    "fronterizo, frontera": "fronterizo, fronteriza, frontera",
    "beca, becario": "beca, becario, becaria",
    "niño, niñez, infancia": "niño, niña, niñez, infancia",
    "asilo, refugio, refugiado": "asilo, refugio, refugiado, refugiada",
}


def add_words(apps, schema_editor):
    """Add words as written, and write the rules of all synonyms by the new functions.

    What staff have changed among the synonyms stays as it is.
    """
    update()
    Synonyms = apps.get_model("search", "Synonyms")
    for before, after in CHANGED.items():
        Synonyms.objects.filter(words=before).update(words=after)
    for language, words in AS_WRITTEN:
        Synonyms.objects.create(words=words, language=language, only_as_written=True)
    codes = apps.get_model("search", "Rewrite").objects.values_list("language", flat=True)
    languages = list(codes.distinct())
    for synonyms in Synonyms.objects.all():
        synonyms.rewrites.all().delete()
        terms, numbers = split_terms(synonyms.words), not synonyms.only_as_written
        for language in [synonyms.language] if synonyms.language else languages:
            with schema_editor.connection.cursor() as cursor:
                cursor.execute(
                    "SELECT portal_search_write_rewrites(%s, %s, %s, %s)",
                    [synonyms.pk, language, terms, numbers],
                )
        synonyms.rewrites.update(only_as_written=synonyms.only_as_written)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0003_contact_synonyms"),
    ]

    operations = [
        migrations.AddField(
            model_name="missedsearch",
            name="shown_instead",
            field=models.CharField(
                blank=True, db_default="", max_length=100, verbose_name="results were shown for"
            ),
        ),
        migrations.AddField(
            model_name="rewrite",
            name="only_as_written",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="searchentry",
            name="date",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.AddField(
            model_name="synonyms",
            name="only_as_written",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="A search for one of these words finds it only as it stands here: “trata” does not find “tratada”. A single word is enough.",
                verbose_name="only as written",
            ),
        ),
        migrations.RunPython(add_words, migrations.RunPython.noop),
    ]
