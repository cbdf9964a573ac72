"""docs/quality.md: a section for each measurement, written by the program that measures."""

import re
from pathlib import Path

REPORT = Path(__file__).resolve().parents[1] / "docs" / "quality.md"


def put_section(title: str, text: str, report: Path = REPORT) -> None:
    """Replace the section `## title` of the report, or append it."""
    whole = report.read_text("utf-8") if report.exists() else "# Quality, measured\n"
    section = f"## {title}\n\n{text.strip()}\n"
    found = re.search(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", whole, re.MULTILINE | re.DOTALL)
    if found:
        after = whole[found.end() :]
        whole = whole[: found.start()] + section + ("\n" + after if after else "")
    else:
        whole = f"{whole.rstrip()}\n\n{section}"
    report.write_text(whole, "utf-8")
