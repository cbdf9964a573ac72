"""Locks on files between processes: flock, which the kernel releases however a process ends.

A lock belongs to an open file: processes forked from the one that took it share it, programs
started by it do not (Python closes descriptors in them), unless they are handed the descriptor.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def hand_over(path: Path, folder: Path) -> None:
    """Give what root has made at `path` to the owner of `folder`, whom it would lock out."""
    if os.geteuid() == 0:
        owner = folder.stat()
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def lock(path: Path, operation: int) -> int:
    """Return a descriptor that holds the lock on `path`, or raise BlockingIOError."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        hand_over(path, path.parent)
        fcntl.flock(descriptor, operation)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def share(path: Path) -> int:
    """Return a descriptor that holds the lock on `path` together with others."""
    return lock(path, fcntl.LOCK_SH)


def lock_if_free(path: Path) -> int | None:
    """Return a descriptor that alone holds the lock on `path`, None if another one holds it."""
    try:
        return lock(path, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None


def is_free(descriptor: int) -> bool:
    """Tell whether nobody else holds the lock on the open file."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return True


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """Hold the lock on `path` alone, waiting for it if need be, with the descriptor yielded."""
    descriptor = lock(path, fcntl.LOCK_EX)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
