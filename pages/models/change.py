"""Version stamps by which processes know that their site cache is out of date."""

from django.db import models


class Change(models.Model):
    """Version stamp of a transaction that changed data of the site cache.

    Database triggers write it (`pages.change_triggers`), so that raw SQL and bulk writes count too;
    `pages.site_cache` reads it.
    """

    transaction = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        db_table = "pages_change"

    def __str__(self) -> str:
        return str(self.number)
