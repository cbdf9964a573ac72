"""Nothing: what administrators may do with people.

It gave rights; the table of roles does that now (accounts/roles.py). The name stays, since databases
remember it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_sign_in_epoch"),
        ("auditlog", "0017_add_actor_email"),
    ]

    operations = []
