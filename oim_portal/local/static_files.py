"""Static files of `make run`: collected, hashed and compressed as in production, if changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> None:
    """Collect the static files unless nothing has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".state"
    state = current_state()
    if stamp.exists() and stamp.read_text(encoding="ascii") == state:
        return
    print("Static files: hashing and compressing them …", flush=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state, encoding="ascii")


def current_state() -> str:
    """Return a digest of the names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
