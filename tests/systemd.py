"""Settings of a systemd unit with its drop-ins, as far as the portal's units need it."""

from pathlib import Path

UNITS = Path(__file__).parents[1] / "deploy" / "systemd"


def drop_ins(name: str, units: Path) -> list[Path]:
    """Return the drop-ins of a service, in the order in which they apply.

    A drop-in of this service replaces one with the same name for all services.
    """
    found = {}
    for folder in ("portal-.service.d", f"{name}.service.d"):
        found |= {path.name: path for path in (units / folder).glob("*.conf")}
    return [found[key] for key in sorted(found)]


def service(name: str, units: Path = UNITS) -> dict[str, list[str]]:
    """Return the settings of a service: all values of each, in order; an empty value resets it."""
    settings: dict[str, list[str]] = {}
    for path in (units / f"{name}.service", *drop_ins(name, units)):
        section = ""
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("["):
                section = line
            elif section == "[Service]" and line and not line.startswith("#"):
                key, value = line.split("=", 1)
                settings[key] = [*settings.get(key, []), value] if value else []
    return settings


def services() -> list[str]:
    return sorted(path.stem for path in UNITS.glob("portal-*.service"))
