"""Which items of the first content have been loaded, now or in an earlier run."""

from .models import LoadedItem


class Ledger:
    """Answers once for each key, ever: staff may delete what was loaded, and it stays away."""

    def __init__(self) -> None:
        # Two runs at once take turns here: the second finds everything loaded.
        self._known = set(LoadedItem.objects.select_for_update().values_list("key", flat=True))
        self.loaded_now: list[str] = []

    def claim(self, key: str) -> bool:
        """Return True the first time that a key is asked for, and remember it."""
        if key in self._known:
            return False
        LoadedItem.objects.create(key=key)
        self._known.add(key)
        self.loaded_now.append(key)
        return True
