"""The number that a help page shows first: that of the first of its points which can be called."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Call:
    """A number to call or write to: `url` is `tel:` or `https://wa.me/…`, `text` is for readers."""

    url: str
    text: str
    point: object

    @property
    def is_whatsapp(self) -> bool:
        return self.url.startswith("https:")


def first_call(points: Iterable) -> Call | None:
    """Return the number of the first contact point that has one; None for addresses and e-mail."""
    dialled = (point for point in points if point.is_dialled and point.link)
    return next((Call(point.link, point.value, point) for point in dialled), None)
