"""What is raised when an uploaded file is no table of events."""


class FileError(Exception):
    """A file of which no table can be read; `str()` of it is a sentence for people."""
