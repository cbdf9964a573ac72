from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="sign_in_epoch",
            field=models.PositiveIntegerField(
                default=0,
                editable=False,
                help_text="Goes up when every session of this person is to end (accounts/sessions.py).",
            ),
        ),
    ]
