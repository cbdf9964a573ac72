"""The spheres of an index, and the office's sentence that names them, with links inside."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from pages.languages import Localized, localized

from .listing import public_spheres
from .models import ProgramIndexPage, SpherePage


@dataclass(frozen=True)
class Piece:
    """A part of a sentence: plain, or the name of a sphere."""

    text: str
    sphere: SpherePage | None = None


class Spheres:
    """The public spheres of an index; `current` is the one whose page is shown."""

    def __init__(
        self, index: ProgramIndexPage, request: HttpRequest, current: SpherePage | None = None
    ) -> None:
        self.index = index
        self.current = current
        self.all = public_spheres(index, request)

    @property
    def others(self) -> list[SpherePage]:
        return [sphere for sphere in self.all if not self.is_current(sphere)]

    @property
    def boxes(self) -> list[bool]:
        """For each sphere, in order, whether it is the current one."""
        return [self.is_current(sphere) for sphere in self.all]

    @property
    def number(self) -> int:
        """The number of the current sphere, from 1; 0 if it is not among the public ones."""
        return self.boxes.index(True) + 1 if True in self.boxes else 0

    @cached_property
    def lead(self) -> Localized:
        return localized(self.index, "lead")

    @cached_property
    def sentence(self) -> list[Piece]:
        """The lead text of the index in pieces; none if it names no sphere."""
        by_name = {
            str(localized(sphere, "display_title")).casefold(): sphere for sphere in self.all
        }
        names = sorted(filter(None, by_name), key=len, reverse=True)
        if not names:
            return []
        # A name within a longer word is none.
        any_name = rf"(?<!\w)({'|'.join(map(re.escape, names))})(?!\w)"
        parts = re.split(any_name, str(self.lead), flags=re.IGNORECASE)
        pieces = [Piece(part, by_name.get(part.casefold())) for part in parts if part]
        return pieces if any(piece.sphere for piece in pieces) else []

    def is_current(self, sphere: SpherePage) -> bool:
        return bool(self.current and sphere.pk == self.current.pk)
