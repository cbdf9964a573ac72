"""The functions of the search, and synonyms to begin with: staff add to them in the admin.

The pairs that the portal must find are in tests/search_pairs.py. These are what stems leave apart:
words of one family, spellings of English, names, and words that the public takes for each other.
"""

from django.db import migrations

from ..text_search import update

SPANISH = [
    "migrar, migración, migrante, migratorio, inmigrante, inmigración",
    "proteger, protección",
    "asistir, asistencia",
    "ecuatoriano, Ecuador",
    "canadiense, Canadá",
    "histórico, historia",
    "fronterizo, frontera",
    "beca, becario",
    "gubernamental, gobierno",
    "trabajo, empleo, laboral",
    "niño, niñez, infancia",
    "asilo, refugio, refugiado",
    "visa, visado",
    "CIME, OIM, IOM",
    "ONU, Naciones Unidas",
]
ENGLISH = [
    "woman, women",
    "child, children",
    "person, people",
    "programme, program",
    "organization, organisation",
    "labour, labor",
    "migrate, migration, migrant, immigrant, immigration",
    "Chile, Chilean",
    "Ecuador, Ecuadorian",
    "Canada, Canadian",
    "history, historic",
    "voluntary, volunteer",
    "scholarship, grant",
    "job, work, employment",
    "traffic, trafficking",
    "asylum, refuge, refugee",
    "ICEM, CIME, IOM, OIM",
    "UN, United Nations",
]


def add_synonyms(apps, schema_editor):
    update()
    Synonyms = apps.get_model("search", "Synonyms")
    with schema_editor.connection.cursor() as cursor:
        for language, groups in (("es", SPANISH), ("en", ENGLISH)):
            for words in groups:
                synonyms = Synonyms.objects.create(words=words, language=language)
                cursor.execute(
                    "SELECT portal_search_write_rewrites(%s, %s, %s, true)",
                    [synonyms.pk, language, words.lower().split(", ")],
                )


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(add_synonyms, migrations.RunPython.noop)]
