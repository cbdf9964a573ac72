"""Ledger of the items that have been loaded, in this run or an earlier one, and its rows."""

from django.db import connection, models
from django.utils.translation import gettext_lazy as _


class LoadedItem(models.Model):
    """An item that has been loaded; staff may have changed or deleted it since."""

    key = models.CharField(_("key"), max_length=200, primary_key=True)
    loaded_at = models.DateTimeField(_("loaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("loaded item")
        verbose_name_plural = _("loaded items")

    def __str__(self) -> str:
        return self.key


class Ledger:
    """Grants each key once, ever, so that items that staff delete are not loaded again."""

    def __init__(self) -> None:
        # Concurrent runs wait here until the transaction ends; the second finds nothing to load.
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(LoadedItem._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        self._known = set(LoadedItem.objects.values_list("key", flat=True))
        self.loaded_now: list[str] = []

    def claim(self, key: str) -> bool:
        """Return True the first time that a key is claimed, and record it."""
        if key in self._known:
            return False
        LoadedItem.objects.create(key=key)
        self._known.add(key)
        self.loaded_now.append(key)
        return True
