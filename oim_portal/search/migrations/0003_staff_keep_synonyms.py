"""Nothing: who keeps what the search needs.

It gave rights; the table of roles does that now (accounts/roles.py). The name stays, since databases
remember it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_entries"),
        ("accounts", "0002_roles"),
    ]

    operations = []
