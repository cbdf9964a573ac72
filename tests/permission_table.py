"""Access to tests/permissions.csv: rows by route, object and method; columns by identity."""

import csv
from pathlib import Path

from .permission_objects import IDENTITIES

FILE = Path(__file__).with_name("permissions.csv")
KEY = ("route", "object", "method")
Key = tuple[str, str, str]


def read() -> dict[Key, dict[str, str]]:
    """Return the rows: what each identity is answered, by route, object and method."""
    with FILE.open(newline="", encoding="utf-8") as file:
        return {tuple(row[name] for name in KEY): row for row in csv.DictReader(file)}


def write_column(identity: str, answers: dict[Key, str]) -> None:
    """Write one identity's answers; rows that are new get the others' from their own runs."""
    before = read() if FILE.exists() else {}
    with FILE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*KEY, *IDENTITIES], lineterminator="\n")
        writer.writeheader()
        for key, answer in answers.items():
            row = before.get(key, {})
            writer.writerow({**row, **dict(zip(KEY, key, strict=True)), identity: answer})
