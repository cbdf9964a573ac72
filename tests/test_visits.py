"""deploy/visits: counts from nginx's log, kept longer than the log."""

import gzip
import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[1] / "deploy" / "visits"
PAGE = {
    "time": "2026-11-23T10:00:00-05:00",
    "method": "GET",
    "status": 200,
    "path": "/es/historia/",
    "from": "",
    "agent": "phone",
}
LINES = [
    PAGE,
    PAGE | {"from": "own", "path": "/es/"},
    PAGE | {"from": "example.org", "status": 304},
    PAGE | {"agent": "program"},
    PAGE | {"path": "/static/css/portal.css"},
    PAGE | {"path": "/admin/"},
    PAGE | {"status": 404},
    PAGE | {"time": "2026-11-24T10:00:00-05:00", "path": "/en/"},
]


def written(lines: list[dict]) -> str:
    return "\n".join([*map(json.dumps, lines), "broken", ""])


class Counting:
    """The program with a log and a file of counts of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept = folder / "visits.json"

    def log(self, lines: list[dict]) -> None:
        """Let nginx's log hold these lines and no others."""
        (self.folder / "access.log").write_text(written(lines))

    def run(self, *arguments: str) -> None:
        program = runpy.run_path(str(PROGRAM))
        names = program["main"].__globals__
        names["LOGS"], names["KEPT"] = self.folder, self.kept
        sys.argv = ["visits", *arguments]
        program["main"]()

    def rows(self, capsys, by: str) -> list[list[str]]:
        capsys.readouterr()
        self.run("--by", by)
        return [line.split() for line in capsys.readouterr().out.splitlines()[1:]]


@pytest.fixture
def counting(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", sys.argv)
    return Counting(tmp_path)


def test_visits_are_counted_without_knowing_who_came(counting, capsys):
    counting.log(LINES)
    assert counting.rows(capsys, "day") == [["2026-11-23", "3", "2"], ["2026-11-24", "1", "1"]]
    pages = [["/es/historia/", "2", "2"], ["/en/", "1", "1"], ["/es/", "1", "0"]]
    assert counting.rows(capsys, "page") == pages
    assert ["example.org", "1", "1"] in counting.rows(capsys, "origin")
    assert counting.rows(capsys, "device") == [["phone", "4", "3"]]


def test_files_that_are_named_are_counted_alone_packed_ones_too(tmp_path):
    packed = tmp_path / "access.log.2.gz"
    packed.write_bytes(gzip.compress(written(LINES).encode()))
    shown = subprocess.run(
        [sys.executable, PROGRAM, packed], capture_output=True, text=True, check=True
    )
    assert "2026-11-23" in shown.stdout


def test_counts_outlive_the_log(counting, capsys):
    counting.log(LINES)
    before = {by: counting.rows(capsys, by) for by in ("day", "page", "language", "origin")}
    counting.run("--keep")
    counting.log([])
    assert {by: counting.rows(capsys, by) for by in before} == before


def test_a_day_that_is_kept_and_in_the_log_counts_once_and_as_the_fuller_one(counting, capsys):
    morning, evening = LINES[:2], LINES[:3]
    for lines in (morning, evening, LINES[2:3]):  # a part of the oldest day is deleted in the end
        counting.log(lines)
        counting.run("--keep")
    assert counting.rows(capsys, "day") == [["2026-11-23", "3", "2"]]


def test_the_file_of_counts_stays_small_and_loses_no_visit(counting, capsys):
    counting.log([PAGE | {"path": f"/es/{number}/"} for number in range(500)])
    for _night in range(2):
        counting.run("--keep")
    assert counting.kept.stat().st_size < 10_000
    assert counting.rows(capsys, "day") == [["2026-11-23", "500", "500"]]
    counting.log([])
    assert ["(others)", "300", "300"] in counting.rows(capsys, "page")
