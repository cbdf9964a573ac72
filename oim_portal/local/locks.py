"""File locks between processes: flock, which the kernel releases however a process ends.

A lock belongs to an open file: forked processes share it, programs started by the process do not
(Python closes descriptors in them), unless they are passed the descriptor.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def hand_over(path: Path, folder: Path) -> None:
    """Give a file that root has created to the owner of `folder`, who could not open it."""
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
    """Return a descriptor that holds a shared lock on `path`."""
    return lock(path, fcntl.LOCK_SH)


def lock_if_free(path: Path) -> int | None:
    """Return a descriptor that holds an exclusive lock on `path`, or None if it is locked."""
    try:
        return lock(path, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None


def is_free(descriptor: int) -> bool:
    """Return whether no other process holds the lock on the open file."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return True


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """Hold an exclusive lock on `path` during the block, waiting for it; yields the descriptor."""
    descriptor = lock(path, fcntl.LOCK_EX)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
