"""Leave a row out of a list when its stored values cannot be shown, and log it.

A row that was written past validation (by SQL, an older release, a restored backup), or whose
values the code does not expect, must not take down every page that lists it. Every list of events
or programmes passes through here.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

logger = logging.getLogger(__name__)

Row = TypeVar("Row", bound=Any)
Made = TypeVar("Made")

# The exceptions that unusable values raise. No others are caught: an unreachable database is a 503
# for all (`pages.views.DATABASE_UNAVAILABLE`), a missing name or template a 500. Tests fail when a
# row is left out that they do not expect (tests/conftest.py).
CAUSED_BY_VALUES = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValidationError,
    ValueError,
)


def skip_unusable(rows: Iterable[Row], make: Callable[[Row], Made]) -> list[Made]:
    """Return `make(row)` for each row, without the rows for which it fails."""
    made = []
    for row in rows:
        try:
            made.append(make(row))
        except CAUSED_BY_VALUES:
            logger.exception("Left out of a list, since it cannot be shown: %s", name_of(row))
    return made


def usable(pages: Iterable[Row]) -> list[Row]:
    """Return the pages whose stored values can be shown (`BasePage.check_values`)."""

    def checked(page: Row) -> Row:
        page.check_values()
        return page

    return skip_unusable(pages, checked)


def name_of(row: Any) -> str:
    """Return the model and primary key of a row, to find it again."""
    return f"{row._meta.label} {row.pk}" if isinstance(row, Model) else repr(row)[:200]
