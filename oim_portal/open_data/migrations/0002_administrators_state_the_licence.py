"""Nothing: who states the licence of the data.

It gave rights; the table of roles does that now (accounts/roles.py). The name stays, since databases
remember it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("open_data", "0001_licence_and_edition"),
        ("accounts", "0006_library_rights"),
    ]

    operations = []
