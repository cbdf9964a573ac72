"""Measured figures with each of their runs: docs/quality.json, next to the report.

The runs of a day and of a commit are collected, and their median counts. The file is committed, so
that figures that are not measured again remain when others are.
"""

import json
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from statistics import median

from tests.quality_report import REPORT

FILE = REPORT.with_suffix(".json")


class Results:
    """Each figure with `of` (day and commit), `runs`, and `busy`.

    `busy` is the percentage of CPU that other processes used just before and after each run.
    """

    def __init__(self, file: Path = FILE) -> None:
        self.file = file
        self.figures = json.loads(file.read_text()) if file.exists() else {}
        self.begun: set[str] = set()

    def add(self, found: Mapping[str, float | None], of: str, busy: int = 0) -> None:
        """Record a run, and write the file: a later run may fail or be stopped."""
        for name, value in found.items():
            known = self.figures.get(name)
            if value is None:
                continue
            # Uncommitted changes may differ between runs, though `of` is the same.
            kept = name in self.begun or "changes" not in of
            if not known or known["of"] != of or not kept:
                known = self.figures[name] = {"of": of, "runs": [], "busy": []}
            self.begun.add(name)
            known["runs"].append(value)
            known["busy"].append(busy)
        self.file.write_text(json.dumps(self.figures, indent=1) + "\n")

    def median(self, name: str) -> float | None:
        """Return the median of a figure's runs, rounded as they are."""
        if name not in self.figures:
            return None
        runs = self.figures[name]["runs"]
        digits = max(len(str(run).partition(".")[2]) for run in runs)
        return round(median(runs), digits) if digits else round(median(runs))


def today() -> str:
    return f"{date.today().isoformat()}, {commit()}"


def commit() -> str:
    """Return the commit that is measured, and whether the code differs from it."""
    git = ["git", "-C", str(Path(__file__).parent)]
    short = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    if short.returncode:
        return "of no commit"
    # Changes of the bench and of its output do not count, so that an earlier commit can be measured
    # by today's bench.
    bench = [":/", ":(exclude,top)docs", ":(exclude,top)tests/bench"]
    changed = subprocess.run([*git, "diff", "--quiet", "HEAD", "--", *bench])
    return short.stdout.strip() + (" with changes" if changed.returncode else "")
