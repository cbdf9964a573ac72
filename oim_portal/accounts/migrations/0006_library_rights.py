"""Nothing: rights in the library of images and documents.

It gave rights; the table of roles does that now (accounts/roles.py). The name stays, since databases
remember it.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_review"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]

    operations = []
