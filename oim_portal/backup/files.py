"""Folders of files: copied, and described by the digest of each file."""

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file below the folder, by its path in it."""
    return {str(path.relative_to(folder)): digest(path) for path in files(folder)}


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files(folder: Path) -> list[Path]:
    """Return the files below the folder, in order; none when it does not exist."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def keep(source: Path, target: Path) -> None:
    """Bring the files of one folder that another lacks into it, at their paths.

    A stored file never changes under its name, so a second name for it (a hard link) keeps it for
    the backup at once and without room; on another file system it is copied. A file that is
    deleted meanwhile is left out.
    """
    for path in files(source):
        kept = target / path.relative_to(source)
        if kept.exists():
            continue
        kept.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            try:
                os.link(path, kept)
            except FileNotFoundError:
                raise
            except OSError:
                shutil.copy2(path, kept)


def copy(source: Path, target: Path) -> None:
    """Copy a folder's files to a new folder: bytes of their own, nothing shared with the source."""
    target.mkdir(parents=True)
    for path in files(source):
        copied = target / path.relative_to(source)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copied)


def differences(expected: dict[str, str], found: dict[str, str]) -> list[str]:
    """Return a sentence for each file that is missing, too many or changed."""
    told = [f"{name} is missing." for name in sorted(expected.keys() - found.keys())]
    told += [f"{name} is not in the backup." for name in sorted(found.keys() - expected.keys())]
    changed = (name for name in expected.keys() & found.keys() if expected[name] != found[name])
    return told + [f"{name} has changed." for name in sorted(changed)]
