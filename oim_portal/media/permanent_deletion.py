"""Permanent deletion: a context manager that bypasses the trash."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_permanent: ContextVar[bool] = ContextVar("permanent_deletion", default=False)


@contextmanager
def delete_permanently() -> Iterator[None]:
    """Delete pages, pictures and documents within without the trash.

    For emptying the trash, a withdrawn consent, and for tests; never for a deletion that a person
    asks for.
    """
    token = _permanent.set(True)
    try:
        yield
    finally:
        _permanent.reset(token)


def is_permanent() -> bool:
    return _permanent.get()
