"""`make audit`: run Lighthouse on every kind of page, as a phone, against a running portal.

Needs Node's `npx`, a Chromium, and a running portal (`make run`) at PORTAL_URL. The scores are
written to docs/quality.md, with the date and the versions.
"""

import json
import os
import shutil
import subprocess
import sys
from datetime import date

from .quality_report import REPORT, put_section

ADDRESS = os.environ.get("PORTAL_URL") or f"http://localhost:{os.environ.get('PORT', '8000')}"
PAGES = {
    "Front page": "/es/",
    "Mission": "/es/quienes-somos/mision/",
    "Values": "/es/quienes-somos/valores/",
    "History": "/es/quienes-somos/historia/",
    "Event": "/es/quienes-somos/historia/1965-registro-oficial-648/",
    "Programmes": "/es/programas/",
    "Sphere": "/es/programas/migracion-forzada/",
    "Programme": "/es/programas/expertos-integrados/",
    "English front page": "/en/",
}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]


def main() -> int:
    """Audit all pages, write the table, and return 1 unless every score is 100."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not (shutil.which("npx") and chromium):
        print("The audit needs npx (Node) and Chromium.", file=sys.stderr)
        return 1
    # Pages that the initial content lacks, such as one with a photo: make audit ARGS=/es/…/
    pages = PAGES | {f"`{path}`": path for path in sys.argv[1:]}
    results = {name: audit(ADDRESS + path, chromium) for name, path in pages.items()}
    put_section("Lighthouse", table(results, version(chromium)))
    print(REPORT.read_text(encoding="utf-8"))
    return int(any(score < 100 for result in results.values() for score in scores(result)))


def audit(address: str, chromium: str) -> dict:
    """Return Lighthouse's result for one page on its simulated phone and network."""
    flags = ["--headless=new", "--disable-background-networking"]
    if os.geteuid() == 0:
        flags.append("--no-sandbox")
    done = subprocess.run(
        ["npx", "--yes", "lighthouse", address, "--quiet", "--output=json"]
        + [f"--chrome-flags={' '.join(flags)}"],
        env=os.environ | {"CHROME_PATH": chromium},
        capture_output=True,
        check=True,
        timeout=300,
    )
    return json.loads(done.stdout)


def version(chromium: str) -> str:
    done = subprocess.run([chromium, "--version"], capture_output=True, check=True, text=True)
    return " ".join(done.stdout.split()[:2])


def scores(result: dict) -> list[int]:
    return [round(100 * result["categories"][name]["score"]) for name in CATEGORIES]


def table(results: dict[str, dict], browser: str) -> str:
    any_result = next(iter(results.values()))
    lines = [
        f"Obtained by `make audit` on {date.today().isoformat()} with Lighthouse "
        f"{any_result['lighthouseVersion']} and {browser}: simulated phone and slow "
        "network, first content, the server of `make run`.",
        "",
        "| page | performance | accessibility | best practices | search engines |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {name} | {' | '.join(map(str, scores(r)))} |" for name, r in results.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
