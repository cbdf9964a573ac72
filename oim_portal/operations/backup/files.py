"""Folders of files: copies, and digests of each file."""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from .errors import BackupError


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 digest of each file below the folder, by relative path."""
    return {str(path.relative_to(folder)): digest(path) for path in files(folder)}


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(folder: Path) -> list[Path]:
    """Return the regular files below the folder, sorted; none if it does not exist."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def copy_missing(source: Path, target: Path, earlier: Sequence[Path] = ()) -> None:
    """Copy the files of a folder that are missing in another one, with their relative paths.

    A file that one of the `earlier` folders has unchanged becomes a hard link to it, at once and
    without using space. Any other file is copied rather than linked, so that no process can change
    the copy through the original. A file that is deleted meanwhile is left out, and so is a
    symbolic link: a process that can write to the source must not choose what is read. Raises
    BackupError if the source is a symbolic link itself.
    """
    for path, folder, found in originals(source):
        kept = target / path
        if kept.exists():
            continue
        kept.parent.mkdir(parents=True, exist_ok=True)
        if not share(path, found, kept, earlier):
            with suppress(FileNotFoundError):
                copy_original(path.name, folder, kept)


def bytes_to_copy(source: Path, earlier: Sequence[Path] = ()) -> int:
    """Return how many bytes `copy_missing` would copy."""
    return sum(
        found.st_size
        for path, _folder, found in originals(source)
        if not any(is_unchanged(each / path, found) for each in earlier)
    )


def originals(source: Path) -> Iterator[tuple[Path, int, os.stat_result]]:
    """Yield for each file its relative path, the descriptor of its folder, and its status."""
    if source.is_symlink():
        raise BackupError(f"{source} leads elsewhere: mount that folder in its place.")
    if not source.exists():
        return
    # By descriptors, so that a folder replaced by a symbolic link meanwhile is not followed.
    for folder, _folders, names, descriptor in os.fwalk(source, onerror=refuse_unless_gone):
        for name in names:
            with suppress(FileNotFoundError):
                found = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                if stat.S_ISREG(found.st_mode):
                    yield Path(folder).relative_to(source) / name, descriptor, found


def refuse_unless_gone(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error


def share(path: Path, found: os.stat_result, kept: Path, earlier: Sequence[Path]) -> bool:
    """Hard-link a file to its unchanged copy in an earlier folder; return whether there is one."""
    for folder in earlier:
        if is_unchanged(folder / path, found):
            # On another disk, or a file of another user: it is copied then.
            with suppress(OSError):
                os.link(folder / path, kept)
                return True
    return False


def is_unchanged(path: Path, found: os.stat_result) -> bool:
    try:
        known = path.lstat()
    except OSError:
        return False
    return (known.st_size, known.st_mtime_ns) == (found.st_size, found.st_mtime_ns)


def copy_original(name: str, folder: int, kept: Path) -> None:
    """Copy a file with its modification time, without following or waiting if it is replaced."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    with open(name, "rb", opener=lambda path, _flags: os.open(path, flags, dir_fd=folder)) as file:
        found = os.fstat(file.fileno())
        if stat.S_ISREG(found.st_mode):
            with kept.open("xb") as copied:
                shutil.copyfileobj(file, copied)
            os.utime(kept, ns=(found.st_atime_ns, found.st_mtime_ns))


def copy(source: Path, target: Path, mode: int) -> None:
    """Copy the files of a folder to a new folder, sharing nothing with the source.

    The files get this mode, as a storage sets one for uploads; folders follow the umask.
    """
    target.mkdir(parents=True)
    for path in files(source):
        copied = target / path.relative_to(source)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)
        copied.chmod(mode)


def differences(expected: dict[str, str], found: dict[str, str]) -> list[str]:
    """Return a sentence for each file that is missing, additional or changed."""
    told = [f"{name} is missing." for name in sorted(expected.keys() - found.keys())]
    told += [f"{name} is not in the backup." for name in sorted(found.keys() - expected.keys())]
    changed = (name for name in expected.keys() & found.keys() if expected[name] != found[name])
    return told + [f"{name} has changed." for name in sorted(changed)]
