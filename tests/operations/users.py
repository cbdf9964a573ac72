"""Users, folders and modes of a server, in a mount namespace, isolated from the machine's own.

systemd is not process 1 of the machine that tests, so its part is done by hand: a service's user,
groups, umask and closed paths are read from the units that were installed, and given to a process
by setpriv and mounts; that all else is read-only (ProtectSystem) is left out. Users, folders, keys
and units are made by the very functions of deploy/install, as root; an ordinary user is root of a
namespace, for which the account has to have subordinate users (package uidmap).
"""

import os
import shlex
import subprocess
from pathlib import Path

from ..installed_server import DEPLOY
from ..systemd import service

OWN_ROOT = [] if os.geteuid() == 0 else ["--user", "--map-root-user", "--map-auto"]
INTO_OWN_ROOT = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
# Nothing of the machine's own is written to: /etc is a copy, the other folders are empty.
PRIVATE = """
set -euo pipefail
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/etc && cp -a /etc/. /mnt/etc 2>/dev/null || true
mount --bind /mnt/etc /etc
for folder in /opt /var; do mount -t tmpfs -o mode=755 tmpfs "$folder"; done
mkdir -p /var/lib /var/cache /var/www
systemctl() { :; }
opt=/opt/portal etc=/etc/portal var=/var/lib/portal backups=/var/lib/portal-backup
units=/etc/systemd/system here=$1
for part in common backups system; do . "$here/parts/$part.sh"; done
"""
# A path is closed by what nobody may open, as systemd does it.
CLOSE = """
if [ -d "$path" ]; then mount -t tmpfs -o mode=000 tmpfs "$path"
elif [ -e "$path" ]; then
    touch /mnt/nothing && chmod 000 /mnt/nothing && mount --bind /mnt/nothing "$path"
fi
"""


class Users:
    """A namespace in which a script has made a server's users and folders."""

    def __init__(self, script: str) -> None:
        self.process = subprocess.Popen(
            ["unshare", *OWN_ROOT, "--mount", "bash", "-c"]
            + [PRIVATE + script + "\necho ready; exec sleep infinity", "bash", str(DEPLOY)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        lines = []
        while "ready\n" not in lines:
            line = self.process.stdout.readline()
            assert line, self.process.stderr.read()
            lines.append(line)

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()

    def run(self, *command: str) -> subprocess.CompletedProcess:
        """Run a command as root."""
        inside = ["nsenter", *INTO_OWN_ROOT, "--mount", "--target", str(self.process.pid), "--"]
        return subprocess.run(
            [*inside, *command], cwd="/", capture_output=True, text=True, timeout=60
        )

    def run_as(self, user: str, *command: str) -> subprocess.CompletedProcess:
        """Run a command as a user outside of any sandbox."""
        return self.run("setpriv", *self.identity(user, "--init-groups"), *command)

    def run_in(self, name: str, *command: str) -> subprocess.CompletedProcess:
        """Run a command as a service of the portal: its user, groups, umask and closed paths."""
        has = service(name, Path(f"/proc/{self.process.pid}/root") / "etc/systemd/system")
        user = has["User"][-1]
        groups = f"--groups={','.join([user, *has.get('SupplementaryGroups', [])])}"
        closed = [
            f"path={shlex.quote(path.lstrip('-'))}{CLOSE}"
            for line in has.get("InaccessiblePaths", [])
            for path in shlex.split(line)
        ]
        enter = shlex.join(["exec", "setpriv", *self.identity(user, groups), *command])
        script = f"{''.join(closed)}umask {has['UMask'][-1]}; {enter}"
        return self.run("unshare", "--mount", "bash", "-ec", script)

    @staticmethod
    def identity(user: str, groups: str) -> list[str]:
        return ["--reuid", user, "--regid", user, groups, "--bounding-set=-all", "--no-new-privs"]
