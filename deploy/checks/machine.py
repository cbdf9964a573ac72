"""The machine: its clock, its updates, its age, its settings, and what was left lying about."""

import os
import re
import subprocess
import time
from datetime import date, timedelta
from pathlib import Path

from deploy.environment import read_files

from .findings import BACKUPS, DAY, ETC, OPT, VAR, Findings, said
from .services import SYSTEMD, is_active

# When Debian stops correcting what it brings, PostgreSQL and Python too: see support.md.
ENDS = {"12": date(2028, 6, 30), "13": date(2030, 6, 30)}
SOON = timedelta(days=180)
SYSTEM, REBOOT, KERNEL = Path("/etc/os-release"), Path("/run/reboot-required"), Path("/vmlinuz")
UPDATES = Path("/etc/apt/apt.conf.d")
TRIED = 90  # days since a backup was last restored, as a trial or in earnest
# Of the installation and the services alone; the others are in .env.example.
OWN = {"PORTAL_LISTEN", "PORTAL_WORKERS"}


def machine(found: Findings) -> None:
    if SYSTEMD.exists():
        clock(found)
        memory(found)
    updates(found)
    age(found, date.today())
    settings(found)
    leftovers(found)


def output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=30).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def clock(found: Findings) -> None:
    found.check(
        output("timedatectl", "show", "--property=NTPSynchronized", "--value") == "yes",
        ("El reloj sigue a la red.", "The clock follows the network."),
        (
            "Nada pone en hora el reloj: las copias y lo programado saldrán a destiempo. "
            "apt install systemd-timesyncd; luego: timedatectl",
            "Nothing sets the clock: backups and what is scheduled will be out of time. "
            "apt install systemd-timesyncd; then: timedatectl",
        ),
    )
    found.check(
        is_active("logrotate.timer"),
        ("Los registros se renuevan.", "Logs are rotated."),
        (
            "Los registros no se renuevan y llenarán el disco: systemctl enable --now "
            "logrotate.timer",
            "Logs are not rotated, and will fill the disk: systemctl enable --now logrotate.timer",
        ),
    )


def memory(found: Findings) -> None:
    asked = ("journalctl", "--dmesg", "--quiet", "--since=-1day", "--grep=oom-kill|Out of memory")
    if output(*asked):
        found.wrong(
            "Faltó memoria y el sistema terminó un programa; vea: journalctl -k --grep oom-kill. "
            "Añada memoria, o baje PORTAL_WORKERS.",
            "Memory ran out, and the system killed a program; see: journalctl -k --grep oom-kill. "
            "Add memory, or lower PORTAL_WORKERS.",
        )


def updates(found: Findings) -> None:
    texts = [path.read_text("utf-8") for path in UPDATES.glob("*") if path.is_file()]
    found.check(
        re.search(r'^\s*APT::Periodic::Unattended-Upgrade\s+"1";', "\n".join(texts), re.MULTILINE),
        ("Debian instala sus correcciones solo.", "Debian installs its corrections by itself."),
        (
            "Nadie instala las correcciones de seguridad de Debian: apt install "
            "unattended-upgrades; dpkg-reconfigure -plow unattended-upgrades",
            "Nobody installs Debian's security corrections: apt install unattended-upgrades; "
            "dpkg-reconfigure -plow unattended-upgrades",
        ),
    )
    kernel = KERNEL.resolve().name.removeprefix("vmlinuz-") if KERNEL.exists() else ""
    if REBOOT.exists() or kernel not in ("", os.uname().release):
        found.wrong(
            "Una corrección espera un reinicio de la máquina: reboot (el sitio falta un minuto).",
            "A correction waits for the machine to restart: reboot (the site is away a minute).",
        )


def age(found: Findings, today: date) -> None:
    version = read_files([SYSTEM]).get("VERSION_ID", "") if SYSTEM.exists() else ""
    end = ENDS.get(version)
    if end is None or end > today + SOON:
        return
    found.check(
        end > today,
        (
            f"Debian {version} se corrige hasta {end}.",
            f"Debian {version} is corrected until {end}.",
        ),
        (
            f"Debian {version} ya no se corrige desde {end}: docs/operations/server.md.",
            f"Debian {version} has not been corrected since {end}: docs/operations/server.md.",
        ),
    )
    if end > today:
        found.note(
            said(
                f"Actualice Debian antes de {end}: docs/operations/server.md.",
                f"Upgrade Debian before {end}: docs/operations/server.md.",
            )
        )


def settings(found: Findings) -> None:
    """Name settings that nothing reads: a misspelt one has no effect, and nothing else says so."""
    example = OPT / "current" / ".env.example"
    if not example.exists():
        return
    known = set(re.findall(r"^([A-Z_]+)=", example.read_text("utf-8"), re.MULTILINE)) | OWN
    files = filter(Path.exists, (ETC / "environment", ETC / "environment.local"))
    unknown = sorted(name for name in read_files(files) if "PORTAL" in name and name not in known)
    if unknown:
        names = ", ".join(unknown)
        found.wrong(
            f"Nadie lee {names} de /etc/portal/environment.local: ¿está mal escrito?",
            f"Nothing reads {names} of /etc/portal/environment.local: is it misspelt?",
        )


def leftovers(found: Findings) -> None:
    left = [*VAR.glob("media.before.*"), *filter(Path.exists, [BACKUPS / "restored"])]
    if left:
        names = ", ".join(map(str, left))
        found.note(
            said(
                f"Quedó de una restauración y ocupa disco; bórrelo si todo está bien: {names}",
                f"Left by a restoration, and taking room; remove it if all is well: {names}",
            )
        )
    tried = BACKUPS / ".restored"
    days = (time.time() - tried.stat().st_mtime) / DAY if tried.exists() else None
    if days is None or days > TRIED:
        found.wrong(
            f"Hace más de {TRIED} días que nadie comprueba que una copia se pueda restaurar: "
            "deploy/manage restore /var/lib/portal-backup/latest (no cambia nada)",
            f"For more than {TRIED} days nobody has tried whether a backup can be restored: "
            "deploy/manage restore /var/lib/portal-backup/latest (it changes nothing)",
        )
