"""A list of words to avoid, which begins with those of the office's style guide."""

from django.db import migrations, models

# docs/editing/estilo.md, 'Palabras que no se usan en español'.
OF_THE_STYLE_GUIDE = {
    "tú, tu, tus, ti, contigo, tuyo, tuya": "usted, su, le, con usted",
    "eres, estás, tienes, puedes, quieres, deseas, debes, necesitas": (
        "es, está, tiene, puede, quiere, desea, debe, necesita"
    ),
    "vosotros, vosotras, vuestro, vuestra": "ustedes, su",
    "ordenador, ordenadores, computador, computadores": "computadora",
    "fichero, ficheros": "archivo",
    "móvil, móviles": "celular",
    "vídeo, vídeos": "video",
    "sólo": "solo",
    "migrante ilegal, migrantes ilegales, inmigrante ilegal, inmigrantes ilegales": (
        "persona migrante en situación irregular"
    ),
    "migración ilegal, inmigración ilegal": "migración irregular",
    "discapacitado, discapacitada, discapacitados, minusválido, minusválidos": (
        "persona con discapacidad"
    ),
}


def add_words(apps, schema_editor):
    model = apps.get_model("pages", "WordToAvoid")
    model.objects.bulk_create(
        model(words=words, instead=instead) for words, instead in OF_THE_STYLE_GUIDE.items()
    )


class Migration(migrations.Migration):
    dependencies = [("pages", "0010_name_the_roots")]

    operations = [
        migrations.CreateModel(
            name="WordToAvoid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        help_text="Words or phrases in each of their forms, separated by commas.",
                        max_length=255,
                        verbose_name="words",
                    ),
                ),
                (
                    "instead",
                    models.CharField(
                        blank=True,
                        help_text="What to write in their place, as readers know it.",
                        max_length=255,
                        verbose_name="better",
                    ),
                ),
            ],
            options={
                "verbose_name": "word to avoid",
                "verbose_name_plural": "words to avoid",
                "ordering": ["words", "pk"],
            },
        ),
        migrations.RunPython(add_words, migrations.RunPython.noop),
    ]
