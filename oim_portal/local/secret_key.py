"""Secrets of a laptop, generated at first use and stored in `var/`."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def local_secret(path: Path) -> str:
    """Return the secret in the file, which is created with mode 0600 if it does not exist.

    Safe when several processes start at once: the file appears complete, and only one secret is
    stored.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text(encoding="ascii")
