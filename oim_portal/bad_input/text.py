"""What counts as text that can be understood."""


def is_readable(data: bytes) -> bool:
    """Say whether bytes are UTF-8 without a NUL byte, which PostgreSQL takes in no text."""
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False
