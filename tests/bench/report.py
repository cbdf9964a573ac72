"""Sections of docs/quality.md that `make bench` writes: figures with goals, and comparisons."""

import os
import platform

from .goals import GOALS
from .results import Results


def table(results: Results) -> str:
    """Return the table of all figures, each with its goal and verdict."""
    lines = [
        "Obtained by `make bench`: nginx, application server and PostgreSQL on one machine with "
        f"{os.cpu_count()} processors ({platform.machine()}), by TLS, with the configuration of "
        "`deploy/`. Ratios and medians of alternating rounds; it was shared, so absolute figures "
        "are a lower bound. Each is the median of so many runs of a day and a commit, with the "
        "lowest and the highest; 'others' is what share of the processors other work had beside "
        "them. Goals are those of `tests/bench/goals.py`, and stand nowhere else.",
        "",
        "| figure | measured | runs | goal | | others | of |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, goal in GOALS.items():
        value = results.median(name)
        if value is None:
            lines.append(f"| `{name}` | not measured | | {goal} | | | |")
            continue
        found = results.figures[name]
        cells = [value, spread(found["runs"]), goal, goal.verdict(value)]
        cells += [share(found["busy"]), found["of"]]
        lines.append(f"| `{name}` | {' | '.join(map(str, cells))} |")
    return "\n".join(lines)


def compared(before: Results, after: Results) -> str:
    """Return a table of the figures of two commits."""
    names = [name for name in GOALS if name in before.figures and name in after.figures]
    lines = [
        "Medians, with the lowest and the highest of the runs, which were done in turns.",
        "",
        "| figure | before | runs | after | runs | goal | |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in names:
        cells = []
        for each in (before, after):
            cells += [each.median(name), spread(each.figures[name]["runs"])]
        cells += [GOALS[name], GOALS[name].verdict(after.median(name))]
        lines.append(f"| `{name}` | {' | '.join(map(str, cells))} |")
    of = [{each.figures[name]["of"] for name in names} for each in (before, after)]
    before_of, after_of = ("; ".join(sorted(each)) for each in of)
    return "\n".join([*lines, "", f"Before: {before_of}. After: {after_of}."])


def spread(runs: list[float]) -> str:
    return "1" if len(runs) == 1 else f"{len(runs)}: {min(runs)} to {max(runs)}"


def share(busy: list[int]) -> str:
    """Return the CPU usage of other processes; empty if it was not recorded."""
    if not busy:
        return ""
    low, high = min(busy), max(busy)
    return f"{low} %" if low == high else f"{low} to {high} %"
