"""The notes by which processes know that what they keep of the site is out of date."""

from django.db import models


class Change(models.Model):
    """That a transaction changed what all pages share; written by the database itself.

    Triggers do it (`pages.change_triggers`), so that no way to change a table is forgotten;
    `pages.site_cache` reads it.
    """

    transaction = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        db_table = "pages_change"

    def __str__(self) -> str:
        return str(self.number)
