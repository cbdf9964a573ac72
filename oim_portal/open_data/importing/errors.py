"""The exception for uploaded files that cannot be read as a table of events."""


class FileError(Exception):
    """A file cannot be read as a table; `str()` returns a message for people."""
