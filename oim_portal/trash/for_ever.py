"""The one way for ever: deletion past the trash."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_for_ever: ContextVar[bool] = ContextVar("for_ever", default=False)


@contextmanager
def delete_for_ever() -> Iterator[None]:
    """Let pages, pictures and documents be deleted within, past the trash.

    For what empties the trash, and for tests; never for what a person asks for.
    """
    token = _for_ever.set(True)
    try:
        yield
    finally:
        _for_ever.reset(token)


def is_for_ever() -> bool:
    return _for_ever.get()
