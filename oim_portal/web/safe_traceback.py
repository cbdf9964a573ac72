"""Tracebacks without personal data, for the log and for mail."""

import traceback


def trace(error: BaseException) -> str:
    """Return the traceback of an error and of its causes, each with the first line of its message.

    PostgreSQL writes values of the row, such as e-mail addresses, in the lines below the first.
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
