"""Other words for the ways to reach somebody, which a contact point names in one word each."""

from django.db import migrations

from ..text_search import update

SYNONYMS = [
    ("es", "teléfono, celular"),
    ("es", "correo, email, e-mail"),
    ("es", "dirección, ubicación"),
    ("en", "telephone, phone"),
    ("en", "e-mail, email, mail"),
]


def add_synonyms(apps, schema_editor):
    update()
    Synonyms = apps.get_model("search", "Synonyms")
    with schema_editor.connection.cursor() as cursor:
        for language, words in SYNONYMS:
            synonyms = Synonyms.objects.create(words=words, language=language)
            cursor.execute(
                "SELECT portal_search_write_rewrites(%s, %s, %s, true)",
                [synonyms.pk, language, words.split(", ")],
            )


class Migration(migrations.Migration):
    dependencies = [("search", "0002_synonyms")]

    operations = [migrations.RunPython(add_synonyms, migrations.RunPython.noop)]
