"""Room, backups, and what the portal itself says: its jobs, and what is still to be done."""

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from deploy.environment import read_files

from .findings import BACKUPS, ENGLISH, ETC, OPT, VAR, Findings

FOLDERS = [VAR, BACKUPS, *map(Path, ("/var/lib/postgresql", "/var/cache", "/var/log"))]
LEAST = 2  # GB
FEW = 0.05  # of the places for files
LATEST = 26  # hours since the last backup
ALIKE = 1  # hour that a backup may be ahead of the clock


def room(found: Findings) -> None:
    for folder in filter(Path.exists, FOLDERS):
        inodes = os.statvfs(folder)
        if inodes.f_files and inodes.f_favail / inodes.f_files < FEW:
            found.wrong(
                f"{folder}: casi no caben más archivos, aunque haya lugar; vea: df -i",
                f"{folder}: hardly another file fits, even if there is room; see: df -i",
            )
        free = shutil.disk_usage(folder).free / 2**30
        found.check(
            free > LEAST,
            (f"{folder}: quedan {free:.0f} GB.", f"{folder}: {free:.0f} GB are free."),
            (
                f"{folder}: quedan solo {free:.1f} GB. Libere espacio antes de que se llene.",
                f"{folder}: only {free:.1f} GB are free. Make room before it is full.",
            ),
        )


def backup(found: Findings) -> None:
    manifest = BACKUPS / "latest" / "manifest.json"
    if not manifest.exists():
        found.wrong(
            "Nunca se ha hecho una copia de seguridad: systemctl start portal-backup",
            "No backup was ever made: systemctl start portal-backup",
        )
        return
    hours = (time.time() - manifest.stat().st_mtime) / 3600
    if hours < -ALIKE:
        found.wrong(
            "La última copia es de un tiempo que aún no llega: el reloj está o estuvo mal; vea: "
            "timedatectl. Luego: systemctl start portal-backup",
            "The last backup is of a time that has not come yet: the clock is or was wrong; see: "
            "timedatectl. Then: systemctl start portal-backup",
        )
    else:
        found.check(
            hours < LATEST,
            (
                f"La última copia tiene {hours:.0f} horas.",
                f"The last backup is {hours:.0f} hours old.",
            ),
            (
                f"La última copia tiene {hours:.0f} horas; vea: journalctl -u portal-backup",
                f"The last backup is {hours:.0f} hours old; see: journalctl -u portal-backup",
            ),
        )
    restic = ETC / "restic"
    kept = read_files([restic]) if restic.exists() else {}
    if not kept.get("RESTIC_REPOSITORY"):
        found.wrong(
            "Las copias quedan solo en esta máquina: llene /etc/portal/restic; "
            "luego, sudo deploy/backup --first.",
            "Backups stay on this machine only: fill in /etc/portal/restic, "
            "then run sudo deploy/backup --first.",
        )
    elif not kept.get("PASSWORD_KEPT"):
        found.wrong(
            "Nadie ha escrito dónde más está la contraseña de las copias, sin la cual ninguna se "
            "puede leer: PASSWORD_KEPT en /etc/portal/restic.",
            "Nobody has written where else the password of the backups is, without which none can "
            "be read: PASSWORD_KEPT in /etc/portal/restic.",
        )


def jobs(found: Findings) -> None:
    """Ask the portal which jobs have failed or are late: mail, refresh of the cache, backup."""
    language = "en" if ENGLISH else "es"
    unwell = said_by([OPT / "current" / "deploy" / "manage", "unwell_jobs", "--language", language])
    if unwell is None:
        found.wrong(
            "No se pudo preguntar al portal por sus trabajos: deploy/manage unwell_jobs",
            "The portal could not be asked about its jobs: deploy/manage unwell_jobs",
        )
        return
    if not unwell:
        found.good("Correo y demás trabajos están en orden.", "Mail and other jobs are in order.")
    for job in unwell:
        last = job["succeeded_at"] or ("never" if ENGLISH else "nunca")
        detail = f" {job['detail']}" if job["detail"] else ""
        found.wrong(
            f"{job['label']}: falló o está atrasado; última vez en orden: {last}.{detail}",
            f"{job['label']}: failed or late; last in order: {last}.{detail}",
        )


def open_points(found: Findings) -> None:
    """Ask the portal what the office still has to do before it is published: notes, not faults."""
    language = "en" if ENGLISH else "es"
    points = said_by([OPT / "current" / "deploy" / "manage", "open_points", "--language", language])
    if points is None:
        found.wrong(
            "No se pudo preguntar al portal qué falta antes de publicarlo: "
            "deploy/manage open_points",
            "The portal could not be asked what is missing before it is published: "
            "deploy/manage open_points",
        )
        return
    for point in points:
        found.note(f"{point['text']} {point['url']}")


def said_by(command: list) -> list[dict] | None:
    """Return what a command prints as JSON; None when it fails, hangs or prints something else."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        return json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
