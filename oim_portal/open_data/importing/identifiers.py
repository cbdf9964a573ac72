"""Identifiers in rows, which match each row to an event."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _

from history.models import HistoryEventPage
from oim_portal.trash.tree import outside_trash
from pages.models import BasePage

from ..folding import folded
from .reading import Row

AddMistake = Callable[[int, str, str], None]


def read_identifiers(rows: list[Row], add_mistake: AddMistake) -> dict[int, UUID]:
    """Return the identifiers by row number; `add_mistake` is called with the mistakes in them."""
    keys: dict[int, UUID] = {}
    for row in rows:
        try:
            if row.cells["id"]:
                keys[row.number] = UUID(folded(row.cells["id"]))
        except ValueError:
            message = _("This is no identifier. Leave it empty for a new event.")
            add_mistake(row.number, "id", message)
    counts = Counter(keys.values())
    events = HistoryEventPage.objects.filter(translation_key__in=keys.values())
    outside = set(outside_trash(events).values_list("translation_key", flat=True))
    in_trash = set(events.values_list("translation_key", flat=True)) - outside
    others = BasePage.objects.filter(translation_key__in=keys.values()).not_type(HistoryEventPage)
    of_others = set(others.values_list("translation_key", flat=True))
    for number, key in keys.items():
        if counts[key] > 1:
            add_mistake(number, "id", _("Another row has the same identifier."))
        if key in in_trash:
            add_mistake(number, "id", _("This event is in the bin. Restore it first."))
        if key in of_others:
            add_mistake(number, "id", _("This identifier belongs to a page that is no event."))
    return keys
