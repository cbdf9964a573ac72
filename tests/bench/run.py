"""`make bench`: measure a whole server on loopback; writes docs/quality.json and docs/quality.md.

Needs nginx and wrk. DEMO_URL names a page of the official Wagtail demo, to compare with. About half
an hour; `make bench ARGS=outage` runs only the named measures and keeps the other figures, and
`ARGS="--runs 3"` runs everything three times, each with servers of its own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import psutil

from tests.quality_report import put_section

from . import figures, forms, freshness, memory, painting, searching
from .editor import Editor
from .outage import outage
from .report import compared, table
from .results import Results, today
from .stack import ROOT, Stack

PAGES_FOR_1000 = 470  # in two languages, with the first content and feeds: 1,000 addresses
LOOK = 2  # seconds, to sample the load of other processes


class Bench:
    """The servers that are measured, each started when it is first needed."""

    def __init__(self, folder: Path, stacks: ExitStack) -> None:
        self.folder, self.stacks = folder, stacks

    @cache  # noqa: B019 (one bench a run)
    def stack(
        self, name: str, pages: int, events: int, *options: str, whole: bool = False
    ) -> Stack:
        """Return a server with so much content and nginx; a whole one has workers, too."""
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
            "uncached_first_over_later": round(figures.first_over_later(self.quiet()), 1),
            "uncached_over_demo": figures.uncached_over_demo(self.whole(), demo) if demo else None,
        }

    def events(self) -> dict:
        small, large = self.quiet(), self.stack("events", 20, 288)
        ratio = figures.large_over_small(small, large, figures.HISTORY)
        first = figures.large_over_small(small, large, figures.HISTORY, changed=True)
        return {
            "events_300_over_12": round(ratio, 2),
            "events_300_over_12_first": round(first, 2),
        }

    def pages(self) -> dict:
        """Compare pages with their menu, and the admin's list of one section; the worst ratio.

        The menu is equally long in both, and so are the compared parts of the list: neither depends
        on the number of pages. The first response after a change rebuilds the menu.
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

    def news(self) -> dict:
        """Compare lists and feeds with fifty times the news, and twelve times the publications."""
        stacks = [
            self.stack(f"news{news}", 20, 0, "--news", str(news), "--publications", str(others))
            for news, others in ((100, 40), (5_000, 500))
        ]
        measured = {}
        lists = {
            "news_5000_over_100": figures.NEWS,
            "publications_500_over_40": figures.PUBLICATIONS,
        }
        for name, paths in lists.items():
            later = {path: figures.large_over_small(*stacks, path) for path in paths}
            first = {path: figures.large_over_small(*stacks, path, changed=True) for path in paths}
            print(f"  later: {later}; first: {first}", flush=True)
            measured[name] = round(max(later.values()), 2)
            measured[f"{name}_first"] = round(max(first.values()), 2)
        return measured

    def search(self) -> dict:
        """Compare searches and suggestions with a hundred times the content, texts of PDFs too."""
        return searching.growth(
            self.stack("few", 200, 50, "--publications", "5"),
            self.stack("many", 20_000, 5_000, "--publications", "500"),
        )

    def paint(self) -> dict:
        return painting.first_paints(self.whole())

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

    def freshness(self) -> dict:
        """Measure the refresh of 1,000 URLs after a publication, for worker and visitors."""
        stack = self.thousand()
        editor = Editor(stack).sign_in()
        return {
            "pass_1000_seconds_max": freshness.seconds_of_pass(stack, editor),
            **freshness.requests_a_second(stack, editor),
        }

    def forms(self) -> dict:
        demo = os.environ.get("DEMO_URL")
        return forms.over_stock(self.whole(), demo) if demo else {}

    def worker(self) -> dict:
        size, growth = memory.worker_megabytes(self.whole())
        return {"worker_megabytes": size, "worker_megabytes_growth": growth}

    def background(self) -> dict:
        """Measure the two background workers, each after its own kind of work."""
        return memory.background_megabytes(self.thousand())

    def tests(self) -> dict:
        """Time `make test`; by name only, since it takes as long as all the others."""
        start = time.monotonic()
        subprocess.run(["make", "test"], cwd=ROOT, check=True)
        return {"make_test_minutes": round((time.monotonic() - start) / 60, 1)}

    def restore(self) -> dict:
        return {"restore_seconds": figures.restore_seconds(self.stack("restore", 2_000, 0))}

    def quiet(self) -> Stack:
        """Return a server without background workers, whose jobs begin at each change."""
        return self.stack("small", 20, 0)

    def whole(self) -> Stack:
        return self.stack("whole", 100, 0, whole=True)

    def thousand(self) -> Stack:
        return self.stack("thousand", PAGES_FOR_1000, 0, whole=True)


MEASURES = (
    *(
        "cached",
        "uncached",
        "paint",
        "forms",
        "publish",
        "outage",
        "worker",
        "freshness",
        "background",
    ),
    *("events", "pages", "news", "search", "restore"),
)


def main() -> int:
    """Run the named measures, or all; return 1 if one failed."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--runs", type=int, default=1, help="how often")
    parser.add_argument(
        "--before", type=Path, metavar="FILE", help="another quality.json: write a comparison only"
    )
    asked = parser.parse_args()
    results = Results()
    if asked.before:
        put_section("Before and after", compared(Results(asked.before), results))
        return 0
    wanted = asked.measures or MEASURES
    if unknown := set(wanted) - {*MEASURES, "tests"}:
        parser.error(f"There is no {', '.join(sorted(unknown))}.")
    failed = [name for _run in range(asked.runs) for name in run(wanted, results)]
    return int(bool(failed))


def run(wanted: Sequence[str], results: Results) -> list[str]:
    """Run the measures once, with servers created for them; return those that failed."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, ExitStack() as stacks:
        bench = Bench(Path(folder), stacks)
        for name in wanted:
            print(f"{name} …", flush=True)
            before = cpu_percent()
            try:
                found = getattr(bench, name)()
            except (RuntimeError, OSError, ValueError, subprocess.SubprocessError) as error:
                failed.append(name)
                print(f"  failed: {error}", file=sys.stderr)
                continue
            for figure, value in found.items():
                print(f"  {figure}: {value}", flush=True)
            results.add(found, today(), round((before + cpu_percent()) / 2))
            put_section("A server under load", table(results))
    return failed


def cpu_percent() -> float:
    """Return the percentage of CPU that is in use while nothing is measured."""
    return psutil.cpu_percent(interval=LOOK)


if __name__ == "__main__":
    sys.exit(main())
