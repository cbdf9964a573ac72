"""A server as deploy/install sets it up, part by part, in temporary folders of a test."""

import os
import subprocess
from pathlib import Path

DEPLOY = Path(__file__).parents[1] / "deploy"
START = """
set -euo pipefail
opt=$ROOT/opt etc=$ROOT/etc var=$ROOT/var backups=$ROOT/backups nginx=$ROOT/nginx
units=$ROOT/units cache=$ROOT/cache here=$DEPLOY source_dir=$DEPLOY/..
KEEP_RELEASES=3 KEEP_BACKUPS=3 PATIENCE=1
for part in "$here"/parts/*.sh; do . "$part"; done
has_systemd() { true; }
"""
ANSWERS = "HOST=portal.example.org\nMAIL=it@example.org\n"
STANDS_IN = {
    # Another user, and systemd, are not to be had in a test.
    "runuser": 'shift 3; exec "$@"',
    "dpkg-divert": "",
    "chown": 'echo "chown $*" >>"$ROOT/done"',
    "systemctl": 'echo "systemctl $*" >>"$ROOT/done"',
}


class Machine:
    """The folders of a server below a temporary one, and commands that run in them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("opt/releases", "etc", "var", "backups", "units", "bin"):
            (root / name).mkdir(parents=True)
        for name, script in STANDS_IN.items():
            self.stand_in(name, script)

    def stand_in(self, name: str, script: str) -> None:
        self.write(f"bin/{name}", f"#!/bin/bash\n{script}\n").chmod(0o755)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def run(self, script: str, **more: str) -> subprocess.CompletedProcess:
        """Run some of the installation's functions, without a terminal."""
        paths = {"ROOT": str(self.root), "DEPLOY": str(DEPLOY)}
        search = f"{self.root / 'bin'}:{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "-c", START + script],
            env=paths | {"PATH": search, "HOME": str(self.root)} | more,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )
