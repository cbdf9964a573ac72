"""Makes a release: `make release VERSION=1.2.0`. docs/operations/releases.md says when and how.

It refuses what is not ready, asks `make lint check`, writes version and date where they stand and
commits that; then it builds, in dist/, the archive that deploy/install takes, what it is made of
(CycloneDX), the licences of that, and the digests of all three. Run again on the same commit, it
writes the same bytes. It makes no tag: the last lines say how.
"""

import argparse
import gzip
import hashlib
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from packaging.version import InvalidVersion, Version

from . import sbom

ROOT = Path(__file__).parents[1]
SEMANTIC = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
VERSION_FILE = "oim_portal/__init__.py"
NEEDED = ["**What you must do:**", "**How long it takes:**", "**What cannot be undone:**"]


class NotReadyError(Exception):
    """What is to be done before this can be released, in sentences."""


def git(root: Path, *arguments: str) -> bytes:
    command = ["git", "-c", "tar.umask=0022", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def section(text: str, heading: str) -> str:
    """Return what the changelog says below a heading of the second level; '' without it."""
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


def problems(root: Path, version: str) -> list[str]:
    """Return what stands in the way of a release; whether it is one already is no matter."""
    if not re.fullmatch(SEMANTIC, version):
        return [f"VERSION={version!r} is no semantic version, such as 1.2.0."]
    found = []
    if git(root, "status", "--porcelain"):
        found.append("The working copy has changes that are not committed.")
    for tag in git(root, "tag", "--list", "v*").decode().split():
        is_here = git(root, "rev-parse", f"{tag}^{{commit}}") == git(root, "rev-parse", "HEAD")
        try:
            is_later = Version(tag) >= Version(version)
        except InvalidVersion:
            continue
        if is_later and not (is_here and tag == f"v{version}"):
            found.append(f"{tag} is there already, and is not older than {version}.")
    changelog = (root / "CHANGELOG.md").read_text("utf-8")
    said = section(changelog, rf"{re.escape(version)} - [\d-]+") or section(changelog, "Unreleased")
    if not said:
        found.append("CHANGELOG.md has no section 'Unreleased'.")
    found += [f"CHANGELOG.md does not say: {each}" for each in NEEDED if each not in said]
    return found


def write(root: Path, version: str, day: date) -> None:
    """Write version and day to the files, and commit them; nothing where they stand already."""
    changes = {
        VERSION_FILE: (r'^__version__ = ".*"$', f'__version__ = "{version}"'),
        "CHANGELOG.md": (r"^## Unreleased$", f"## {version} - {day}"),
        "CITATION.cff": (
            r"^type: software\n(version: .*\ndate-released: .*\n)?",
            f"type: software\nversion: {version}\ndate-released: {day}\n",
        ),
    }
    if f'__version__ = "{version}"' in (root / VERSION_FILE).read_text("utf-8"):
        return
    for name, (pattern, new) in changes.items():
        text = (root / name).read_text("utf-8")
        (root / name).write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE), "utf-8")
    git(root, "commit", "--quiet", "-a", "-m", f"release: {version}")


def build(root: Path, version: str) -> list[Path]:
    """Write archive, bill of materials, licences and digests of the newest commit to dist/."""
    name = f"portal-{version}"
    # Files have the time of the commit; the compiled messages are among them, and checked.
    tar = git(root, "archive", "--format=tar", f"--prefix={name}/", "HEAD")
    archive = gzip.compress(tar, 9, mtime=0)
    seconds = int(git(root, "log", "-1", "--format=%ct"))
    made = datetime.fromtimestamp(seconds, UTC).isoformat()
    bill = sbom.bill(version, made, hashlib.sha256(archive).hexdigest())
    contents = {
        f"{name}.tar.gz": archive,
        f"{name}.cdx.json": (json.dumps(bill, indent=1) + "\n").encode(),
        f"{name}.licences.txt": sbom.licences().encode(),
    }
    digests = [f"{hashlib.sha256(data).hexdigest()}  {file}\n" for file, data in contents.items()]
    contents["SHA256SUMS"] = "".join(digests).encode()
    folder = root / "dist"
    folder.mkdir(exist_ok=True)
    for file, data in contents.items():
        (folder / file).write_bytes(data)
    return [folder / file for file in contents]


def release(root: Path, version: str, day: date, checks: list[str]) -> list[Path]:
    """Make a release; `checks` is a command that must succeed. Raises NotReadyError."""
    if found := problems(root, version):
        raise NotReadyError("\n".join(found))
    if subprocess.run(checks, cwd=root).returncode:
        raise NotReadyError(f"Not well: {' '.join(checks)}")
    write(root, version, day)
    return build(root, version)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a release.")
    parser.add_argument("version")
    version = parser.parse_args().version
    try:
        made = release(ROOT, version, datetime.now(UTC).date(), ["make", "lint", "check"])
    except NotReadyError as error:
        sys.exit(str(error))
    for path in made:
        print(f"{path.stat().st_size:>10,}  {path.relative_to(ROOT)}")
    print(
        f"\nLook at it, let `make test-all` pass, then:\n"
        f"    git tag --sign v{version} --message 'Version {version}'    # or --annotate\n"
        f"    git push origin HEAD v{version}\n"
        f"Publish the four files beside the tag. Then begin the next version: "
        f'`__version__ = "….0-dev"` and a section `## Unreleased`.'
    )
    if not (ROOT / "publiccode.yml").exists():
        print("publiccode.yml is not there: docs/operations/releases.md has what is missing of it.")


if __name__ == "__main__":
    main()
