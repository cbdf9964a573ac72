"""What a column of a table is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Column:
    """A column of a CSV file; `read` gives its cell for a page.

    Names are Spanish and stay: whoever has made a spreadsheet relies on them. `for_staff` columns
    are in no public file; `for_reading` ones say what follows from others, and no import takes
    them.
    """

    name: str
    label: object  # translated: what it holds
    read: Callable[[Any], str]
    for_staff: bool = False
    for_reading: bool = False

    @property
    def is_written(self) -> bool:
        """Say whether an import writes what the column says."""
        return self.name != "id" and not self.for_reading


def per_language(
    name: str, label: object, read: Callable[[Any, str], str], **marks
) -> list[Column]:
    """Return a column for each language: `titulo_es`, `titulo_en`."""
    return [
        Column(f"{name}_{code}", label, lambda page, code=code: read(page, code), **marks)
        for code, _language in settings.LANGUAGES
    ]


def yes_or_no(value: bool) -> str:
    return "sí" if value else "no"
