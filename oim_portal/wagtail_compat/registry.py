"""Notes which upstream code the wrappers rest on, and which upstream attributes are replaced.

An upstream object is written as 'package.module:Class.method'.
"""

from collections.abc import Callable
from typing import Any

#: Upstream objects by name, with the wrappers that rest on each.
USED: dict[str, list[str]] = {}
#: The originals of what was replaced, by owner and attribute.
REPLACED: dict[tuple[Any, str], Any] = {}


def uses(*originals: str) -> Callable[[Any], Any]:
    """Note that a wrapper rests on upstream objects, which define or read its private names."""

    def note(wrapper: Any) -> Any:
        for name in originals:
            USED.setdefault(name, []).append(f"{wrapper.__module__}.{wrapper.__qualname__}")
        return wrapper

    return note


def replace(owner: Any, name: str, replacement: Any) -> None:
    """Put a replacement in the place of an attribute of an upstream class, module or field."""
    REPLACED.setdefault((owner, name), getattr(owner, name))
    setattr(owner, name, replacement)
