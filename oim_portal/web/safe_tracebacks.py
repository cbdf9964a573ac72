"""An error in words that may be written down: where it happened, without what it was about."""

import traceback


def trace(error: BaseException) -> str:
    """Return an error's trace with those that led to it, each with the first line of what it says.

    PostgreSQL writes the values of the row in the lines below: addresses, for example.
    """
    parts, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        where = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{where}{type(error).__qualname__}: {first_line(error)}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhich led to:\n".join(reversed(parts))


def first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]
