"""Whether what has to run does."""

import subprocess
from pathlib import Path

from .findings import Findings, setting

SYSTEMD = Path("/run/systemd/system")
SERVICES = ["nginx", "portal-web", "portal-worker", "portal-slow-worker"]
TIMERS = sorted(unit.stem for unit in (Path(__file__).parents[1] / "systemd").glob("*.timer"))


def services(found: Findings) -> None:
    if not SYSTEMD.exists():
        found.wrong(
            "systemd no funciona aquí: nada se inicia por sí mismo.",
            "systemd does not run here: nothing starts by itself.",
        )
        return
    if "%2Fvar%2Frun%2Fpostgresql" in setting("DATABASE_URL"):
        database(found)
    for name in SERVICES:
        found.check(
            is_active(name),
            (f"{name} funciona.", f"{name} runs."),
            (
                f"{name} no funciona; vea: journalctl -u {name} -n 50",
                f"{name} does not run; see: journalctl -u {name} -n 50",
            ),
        )
    for timer in TIMERS:
        found.check(
            is_active(f"{timer}.timer"),
            (f"{timer}.timer funciona.", f"{timer}.timer runs."),
            (
                f"{timer}.timer está detenido: systemctl start {timer}.timer",
                f"{timer}.timer is stopped: systemctl start {timer}.timer",
            ),
        )
        failed = subprocess.run(["systemctl", "is-failed", "--quiet", timer]).returncode == 0
        if failed:
            found.wrong(
                f"La última ejecución de {timer} falló; vea: journalctl -u {timer} -n 50",
                f"The last run of {timer} failed; see: journalctl -u {timer} -n 50",
            )


def is_active(unit: str) -> bool:
    return subprocess.run(["systemctl", "is-active", "--quiet", unit]).returncode == 0


def database(found: Findings) -> None:
    """Look at the database itself: `postgresql.service` is active whatever becomes of it."""
    shown = subprocess.run(
        ["systemctl", "list-units", "--plain", "--no-legend", "--state=active"]
        + ["postgresql@*-main.service"],
        capture_output=True,
        text=True,
    )
    found.check(
        shown.stdout.strip(),
        ("PostgreSQL funciona.", "PostgreSQL runs."),
        (
            "PostgreSQL no funciona; vea: pg_lsclusters, /var/log/postgresql/",
            "PostgreSQL does not run; see: pg_lsclusters, /var/log/postgresql/",
        ),
    )
