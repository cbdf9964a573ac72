from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pages", "0010_changes")]

    operations = [
        migrations.AddIndex(
            model_name="basepage",
            index=models.Index(
                condition=models.Q(("show_in_menus", True)),
                fields=["path"],
                name="pages_in_menus",
            ),
        ),
    ]
