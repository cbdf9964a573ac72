"""Numbers of steps per job, compared with stock Wagtail 7.4 in docs/quality.md."""

import re
from pathlib import Path

QUALITY = Path(__file__).parents[3] / "docs" / "quality.md"
# Stock Wagtail's steps; None where it cannot do the job at all.
STOCK = {
    "Change the mission in both languages and publish": 12,
    "Add an event of 'mediados de 1974'": None,
    "Publish tomorrow at 8": 9,
    "Restore a deleted page": None,
    "Find outdated translations": None,
    "Replace a photo with its text": 12,
    "Undo the last publication": 8,
    "Invite a colleague": 12,
}
# Steps of this portal before its form, first page and alert were made for these jobs, counted in
# the same way; None where nobody but an administrator, or nobody at all, could do the job.
BEFORE = {
    "Correct any page in both languages and publish": 14,
    "Add an event with text, English and theme, and submit it": 16,
    "Add five photos": 32,
    "Confirm ten translations": 45,
    "Put up an alert as a publisher": None,
    "Restore a page whose parent is gone": None,
    "Add a page with a photo, a table of 30 rows and a quotation": 145,
    # No kind of its own: a page with a photo block, its date, the list and the front page by hand.
    "Publish a news item with a photo in both languages": None,
    # Nor had the portal a kind for these, or a consent with an end.
    "Write a call that closes and submit it": None,
    "Publish a publication with two files": None,
    "Cancel an activity": None,
    "Withdraw the consent to a picture": None,
    # Stock: menu of the row, 'Compare with live version', back, menu, 'Approve', and three loads.
    "Approve a page having seen its change": 8,
}


def written() -> dict[str, int]:
    """Return the steps that the table in docs/quality.md says."""
    rows = re.findall(
        r"^\| ([^|]+) \| (?:\d+|cannot) \| (\d+) \|$", QUALITY.read_text(), re.MULTILINE
    )
    return {job: int(steps) for job, steps in rows}


def write(job: str, steps: int) -> None:
    """Put a job's steps into the table."""
    stock = (STOCK | BEFORE)[job] or "cannot"
    row = re.compile(rf"^\| {re.escape(job)} \|.*$", re.MULTILINE)
    text, count = row.subn(f"| {job} | {stock} | {steps} |", QUALITY.read_text())
    assert count == 1, f"docs/quality.md has no row for: {job}"
    QUALITY.write_text(text)
