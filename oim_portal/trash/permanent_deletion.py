"""The one way for ever: deletion past the trash."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_permanent: ContextVar[bool] = ContextVar("permanent_deletion", default=False)


@contextmanager
def delete_permanently() -> Iterator[None]:
    """Let pages, pictures and documents be deleted within, past the trash.

    For what empties the trash, and for tests; never for what a person asks for.
    """
    token = _permanent.set(True)
    try:
        yield
    finally:
        _permanent.reset(token)


def is_permanent() -> bool:
    return _permanent.get()
