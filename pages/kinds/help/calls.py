"""The number that a help page shows first: that of the first of its points which can be called."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pages.telephone import telephone_url

TELEPHONE, WHATSAPP = "telefono", "whatsapp"


@dataclass(frozen=True)
class Call:
    """A number to call or write to: `url` is `tel:` or `https://wa.me/…`, `text` is for readers."""

    url: str
    text: str
    point: object
    is_whatsapp: bool


def first_call(points: Iterable) -> Call | None:
    """Return the number of the first point that has one."""
    return next(filter(None, map(call_of, points)), None)


def call_of(point) -> Call | None:
    """Return the number of a contact point; None for an address, an e-mail or a form."""
    if point.channel not in (TELEPHONE, WHATSAPP):
        return None
    url = telephone_url(point.value)
    if not url:
        return None
    if point.channel == WHATSAPP:
        url = f"https://wa.me/{re.sub(r'[^0-9]', '', url)}"
    return Call(url, point.value, point, point.channel == WHATSAPP)
