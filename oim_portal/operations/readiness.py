"""Open points: what the office still has to do before the portal is published.

Each app declares its own in a module `open_points`, which is imported at start:

    @register(order=70)
    def unproven_mail(user) -> Iterator[OpenPoint]: ...

A point is a note, never a refusal; it goes when it is done. The report 'Before publishing' and
`deploy/check` list them. It must import nothing above `operations`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser


@dataclass(frozen=True)
class OpenPoint:
    """Something that is missing: one sentence, why it matters, and the URL of its place."""

    text: str
    why: str
    url: str


Rule = Callable[[Any], Iterable[OpenPoint]]  # of a user
_rules: dict[Rule, int] = {}


def register(order: int) -> Callable[[Rule], Rule]:
    """Register a function that yields the open points that a user can act on.

    Its number of queries must not depend on how much content there is. `order` is its place in the
    list: pages before settings, these before accounts and the server.
    """

    def remember(rule: Rule) -> Rule:
        _rules[rule] = order
        return rule

    return remember


def open_points(user: AbstractUser) -> list[OpenPoint]:
    """Return what a user can do before the portal is published, in the language of the request."""
    return [point for rule in sorted(_rules, key=lambda each: _rules[each]) for point in rule(user)]


def all_open_points() -> list[OpenPoint]:
    """Return everything that is open, as somebody who may do all of it would read it."""
    return open_points(get_user_model()(is_active=True, is_superuser=True))
