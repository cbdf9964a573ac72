"""What was found, in Spanish or English, and what several subjects ask of the server."""

import os
import sys
from pathlib import Path

from deploy.environment import read_files

ETC, VAR, OPT = Path("/etc/portal"), Path("/var/lib/portal"), Path("/opt/portal")
BACKUPS = Path("/var/lib/portal-backup")
ENGLISH = "--english" in sys.argv or os.environ.get("LANG", "").startswith("en")
DAY = 24 * 3600


def said(spanish: str, english: str) -> str:
    return english if ENGLISH else spanish


class Findings:
    """What was looked at, printed as it is found."""

    def __init__(self) -> None:
        self.bad: list[str] = []

    def good(self, spanish: str, english: str) -> None:
        print(f"  ok    {said(spanish, english)}")

    def wrong(self, spanish: str, english: str) -> None:
        self.bad.append(said(spanish, english))
        print(f"  {said('MAL ', 'BAD ')}  {self.bad[-1]}")

    def note(self, text: str) -> None:
        """Print what somebody should know and what is not wrong: no mail tells it.

        Editors have written some of it, which is not to command the terminal of root.
        """
        print(f"  {said('nota', 'note')}  {''.join(filter(str.isprintable, text))}")

    def check(self, holds: object, good: tuple[str, str], wrong: tuple[str, str]) -> None:
        self.good(*good) if holds else self.wrong(*wrong)


def setting(name: str) -> str:
    """Return a value of the portal's environment."""
    files = (ETC / "environment", ETC / "environment.local")
    return read_files(filter(Path.exists, files)).get(name, "")


def host() -> str:
    """Return the name that visitors type."""
    return setting("PORTAL_URL").removeprefix("https://")
