"""Nothing: who keeps themes and sources.

It gave rights; the table of roles does that now (accounts/roles.py). The name stays, since databases
remember it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0002_events_themes_sources"),
        ("accounts", "0002_roles"),
    ]

    operations = []
