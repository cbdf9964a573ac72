"""Asks whether a pinned package has a known hole: `make audit-packages`.

uv, which pins the packages, also asks OSV, the public database of holes, about a lock file. The
requirements are written as one, so that exactly what is pinned is asked about, packages of other
systems too, and nothing but names and versions leaves this machine. Other arguments go to uv, such
as `--ignore GHSA-…`.

Exits with 1 if a hole is known. Without an answer it says 'Not audited' and exits with 0: that the
database is out of reach is no hole, and no proof that there is none.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
# `name[extras]==version`, at the beginning of a line of a file with hashes.
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
HEAD = 'version = 1\nrequires-python = ">=3.11"\n'
# A folder: an index would be asked about each package, and is not needed.
SOURCE = 'source = { registry = "." }'
PROJECT = '[project]\nname = "audited"\nversion = "0"\nrequires-python = ">=3.11"\n'


def pins(files: list[Path]) -> list[tuple[str, str]]:
    """Return name and version of all that the requirements pin, each once."""
    return sorted({pin for path in files for pin in PIN.findall(path.read_text("utf-8"))})


def lock_file(found: list[tuple[str, str]]) -> str:
    """Return a lock file of uv for a project that needs exactly these packages."""
    needs = [f'{{ name = "{name}", version = "{version}", {SOURCE} }}' for name, version in found]
    project = ["[[package]]", 'name = "audited"', 'version = "0"', 'source = { virtual = "." }']
    project.append(f"dependencies = [{', '.join(needs)}]")
    packages = [
        f'[[package]]\nname = "{name}"\nversion = "{version}"\n{SOURCE}' for name, version in found
    ]
    return "\n".join([HEAD, *project, "", *packages, ""])


def main(arguments: list[str]) -> int:
    found = pins(sorted(ROOT.glob("requirements*.txt")))
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(PROJECT)
        Path(folder, "uv.lock").write_text(lock_file(found))
        command = [Path(sys.executable).with_name("uv"), "audit", "--frozen", "--quiet"]
        command += ["--preview-features", "audit-command", "--project", folder, *arguments]
        status = subprocess.run(command, env=os.environ | {"UV_HTTP_RETRIES": "1"}).returncode
    if status == 0:
        print(f"No known hole in {len(found)} packages.")
    elif status != 1:
        print("Not audited: the database of holes does not answer, or uv says why above.")
    return int(status == 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
