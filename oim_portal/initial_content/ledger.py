"""Which items of the first content have been loaded, now or in an earlier run."""

from django.db import connection

from .models import LoadedItem


class Ledger:
    """Answers once for each key, ever: staff may delete what was loaded, and it stays away."""

    def __init__(self) -> None:
        # Two runs at once take turns here, until the transaction ends: the second finds it done.
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(LoadedItem._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
        self._known = set(LoadedItem.objects.values_list("key", flat=True))
        self.loaded_now: list[str] = []

    def claim(self, key: str) -> bool:
        """Return True the first time that a key is asked for, and remember it."""
        if key in self._known:
            return False
        LoadedItem.objects.create(key=key)
        self._known.add(key)
        self.loaded_now.append(key)
        return True
