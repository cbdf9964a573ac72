"""`make bench`: measures a whole server on loopback; writes var/bench.json and docs/quality.md.

Needs nginx and wrk. DEMO_URL names a page of another application to compare with. About twenty
minutes; `make bench ARGS=outage` measures what is named only and keeps the other figures.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path

from oim_portal.local.quality import put_section

from . import figures, searching
from .outage import outage
from .stack import Stack

RESULTS = Path(os.environ.get("PORTAL_VAR") or "var") / "bench.json"
# When each figure was measured, and of which code: some are measured anew, others kept.
DATES = RESULTS.with_name("bench-dates.json")
GOALS = {
    "cached_over_static": "at least 0.90",
    "cached_over_open_static": "",
    "uncached_over_demo": "at least 3",
    "uncached_per_second": "",
    "uncached_first_over_later": "",
    "events_300_over_12": "at most 5",
    "events_300_over_12_first": "",
    "pages_20000_over_20": "at most 1.2",
    "pages_20000_over_20_first": "at most 1.2",
    "listing_50_rows_over_20": "",
    "search_sql_growth": "below 3",
    "search_request_growth": "below 3",
    "suggest_sql_growth": "below 3",
    "suggest_request_growth": "below 3",
    "search_sql_ms": "",
    "search_request_ms": "",
    "suggest_sql_ms": "",
    "suggest_request_ms": "",
    "publish_seconds_max": "under 1",
    "outage_requests": "at least 50,000",
    "outage_failed": "0",
    "worker_megabytes": "below 200",
    "worker_megabytes_growth": "about 0 in the last half",
    "restore_seconds": "below 300",
}


class Bench:
    """The servers that are measured, each made when it is first needed."""

    def __init__(self, folder: Path, stacks: ExitStack) -> None:
        self.folder, self.stacks = folder, stacks

    @cache  # noqa: B019 (one bench a run)
    def stack(
        self, name: str, pages: int, events: int, *options: str, whole: bool = False
    ) -> Stack:
        """Return a server with so much content, with nginx and worker when it is a whole one."""
        made = self.stacks.enter_context(Stack(self.folder / name))
        made.prepare()
        content = ["--pages", str(pages), "--events", str(events), *options]
        made.manage("make_bulk_content", "--force", *content)
        made.settle_database()
        made.start_application()
        made.start_nginx()
        if whole:
            made.start_workers()
        return made

    def cached(self) -> dict:
        return figures.cached_over_static(self.whole())

    def uncached(self) -> dict:
        demo = os.environ.get("DEMO_URL")
        return {
            "uncached_per_second": figures.uncached_per_second(self.whole()),
            "uncached_first_over_later": round(figures.first_over_later(self.whole()), 1),
            "uncached_over_demo": figures.uncached_over_demo(self.whole(), demo) if demo else None,
        }

    def events(self) -> dict:
        small, large = self.stack("small", 20, 0), self.stack("events", 20, 288)
        ratio = figures.large_over_small(small, large, figures.HISTORY)
        first = figures.large_over_small(small, large, figures.HISTORY, changed=True)
        return {
            "events_300_over_12": round(ratio, 2),
            "events_300_over_12_first": round(first, 2),
        }

    def pages(self) -> dict:
        """Pages with their menu, and the admin's list of one section with all: the worst ratio.

        The menu is as long in both, and so are the parts of the list that are compared: neither
        follows from how many pages there are. The first answer after a change makes the menu anew.
        """
        options = "--pages-a-section", "30000", "--in-menu", "10"
        stacks = self.stack("listing", 20, 0, *options), self.stack("pages", 20_020, 0, *options)
        pages = figures.MISSION, figures.PAGE
        later = {path: figures.large_over_small(*stacks, path) for path in pages}
        listing = figures.listing_over_small(*stacks)
        first = {path: figures.large_over_small(*stacks, path, changed=True) for path in pages}
        print(f"  later: {later}; first: {first}; listing: {listing}", flush=True)
        return {
            "pages_20000_over_20": round(max(*later.values(), listing["rows"]), 2),
            "pages_20000_over_20_first": round(max(first.values()), 2),
            "listing_50_rows_over_20": round(listing["parts"], 2),
        }

    def search(self) -> dict:
        """Searches and suggestions with a hundred times the content."""
        return searching.growth(self.stack("few", 200, 50), self.stack("many", 20_000, 5_000))

    def publish(self) -> dict:
        stack = self.whole()
        said = stack.manage(
            *("measure_publication", stack.address),
            *("--certificate", str(stack.folder / "certificate.pem")),
        )
        taken = said.split("\n")[-2] if said.endswith("\n") else said
        return {"publish_seconds_max": max(map(float, taken.split()))}

    def outage(self) -> dict:
        counted = outage(self.whole())
        return {"outage_requests": counted.requests, "outage_failed": counted.failed}

    def worker(self) -> dict:
        size, growth = figures.worker_megabytes(self.whole())
        return {"worker_megabytes": size, "worker_megabytes_growth": growth}

    def restore(self) -> dict:
        return {"restore_seconds": figures.restore_seconds(self.stack("restore", 2_000, 0))}

    def whole(self) -> Stack:
        return self.stack("whole", 100, 0, whole=True)


MEASURES = (
    "cached",
    "uncached",
    "publish",
    "outage",
    "worker",
    "events",
    "pages",
    "search",
    "restore",
)


def main() -> int:
    """Measure what is named, or everything; return 1 when a measure failed."""
    wanted = sys.argv[1:] or MEASURES
    results, dates = known(RESULTS), known(DATES)
    failed, today = [], f"{date.today().isoformat()}, {commit()}"
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, ExitStack() as stacks:
        bench = Bench(Path(folder), stacks)
        for name in wanted:
            print(f"{name} …", flush=True)
            try:
                found = measured(getattr(bench, name))
                results |= found
                dates |= dict.fromkeys(found, today)
                keep(results, dates)
            except (RuntimeError, OSError, ValueError) as error:
                failed.append(name)
                print(f"  failed: {error}", file=sys.stderr)
    return int(bool(failed))


def known(file: Path) -> dict:
    return json.loads(file.read_text()) if file.exists() else {}


def commit() -> str:
    """Return the commit that is measured, and whether the code differs from it."""
    git = ["git", "-C", str(Path(__file__).parent)]
    short = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    if short.returncode:
        return "of no commit"
    # What the bench itself writes is no change of what it measures.
    changed = subprocess.run([*git, "diff", "--quiet", "HEAD", "--", ":/", ":(exclude,top)docs"])
    return short.stdout.strip() + (" with changes" if changed.returncode else "")


def keep(results: dict, dates: dict) -> None:
    """Write what is known: a later measure may fail or be stopped."""
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    for file, values in ((RESULTS, results), (DATES, dates)):
        file.write_text(json.dumps(values, indent=1) + "\n")
    put_section("A server under load", table(results, dates))


def measured(measure: Callable[[], dict]) -> dict:
    result = measure()
    for name, value in result.items():
        print(f"  {name}: {value}", flush=True)
    return result


def table(results: dict, dates: dict) -> str:
    lines = [
        "Obtained by `make bench`: nginx, application server and PostgreSQL on one machine with "
        f"{os.cpu_count()} processors ({platform.machine()}), by TLS, with the configuration of "
        "`deploy/`. Ratios and medians of alternating rounds; it was shared, so absolute figures "
        "are a lower bound. Each with the day and the commit that was measured.",
        "",
        "| figure | measured | goal | of |",
        "|---|---|---|---|",
    ]
    for name, goal in GOALS.items():
        value, of = results.get(name), dates.get(name, "")
        shown = "not measured" if value is None else value
        lines.append(f"| `{name}` | {shown} | {goal} | {of} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
