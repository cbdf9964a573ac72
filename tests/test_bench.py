"""What `make bench` writes: medians of runs, the code they are of, how they stand to goals."""

import json
import re

import pytest

from deploy.render import render_files

from .bench import nginx
from .bench.goals import GOALS, Goal
from .bench.report import compared, table
from .bench.results import FILE, Results, commit


@pytest.fixture
def results(tmp_path):
    return Results(tmp_path / "quality.json")


def row(text: str, name: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith(f"| `{name}` ")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_figure_is_the_median_of_the_runs_of_its_commit(results):
    for value, busy in ((0.9, 10), (1.25, 0), (1.1, 30)):
        results.add({"cached_over_static": value}, "2026-11-28, abc1234", busy)
    written = row(table(results), "cached_over_static")
    assert written[1:3] == ["1.1", "3: 0.9 to 1.25"]
    assert written[-2:] == ["0 to 30 %", "2026-11-28, abc1234"]


def test_runs_of_another_commit_begin_anew_and_leave_other_figures(results):
    results.add({"restore_seconds": 10.0, "outage_failed": 0}, "2026-11-28, abc1234")
    results.add({"restore_seconds": 20.0}, "2027-01-02, def5678")
    again = Results(results.file)
    text = table(again)
    assert row(text, "restore_seconds")[1:3] == ["20.0", "1"]
    assert row(text, "restore_seconds")[-1] == "2027-01-02, def5678"
    assert row(text, "outage_failed")[-1] == "2026-11-28, abc1234"
    assert row(text, "outage_requests")[1] == "not measured"
    assert len(GOALS) == text.count("| `")


def test_code_that_differs_from_its_commit_is_not_taken_for_the_same(results):
    changed = "2026-11-28, abc1234 with changes"
    for value in (10.0, 12.0):
        results.add({"restore_seconds": value}, changed)
    assert results.figures["restore_seconds"]["runs"] == [10.0, 12.0]
    later = Results(results.file)
    later.add({"restore_seconds": 30.0}, changed)
    assert later.figures["restore_seconds"]["runs"] == [30.0]


def test_what_could_not_be_measured_leaves_what_is_known(results):
    results.add({"uncached_over_demo": 4.2}, "2026-11-28, abc1234")
    results.add({"uncached_over_demo": None}, "2027-01-02, def5678")
    assert results.median("uncached_over_demo") == 4.2


@pytest.mark.parametrize(
    ("goal", "value", "words", "verdict"),
    [
        (Goal("at least", 4), 4.0, "at least 4", "met"),
        (Goal("at most", 1.2), 1.21, "at most 1.2", "**missed**"),
        (Goal("below", 3), 3, "below 3", "**missed**"),
        (Goal("at most", 0), 1, "at most 0", "**missed**"),
        (Goal(), 7, "", ""),
    ],
)
def test_each_goal_says_whether_it_is_met(goal, value, words, verdict):
    assert (str(goal), goal.verdict(value)) == (words, verdict)


def test_two_commits_are_compared_where_both_were_measured(results, tmp_path):
    before = Results(tmp_path / "before.json")
    before.add({"restore_seconds": 9.0, "outage_failed": 0}, "2026-11-28, abc1234")
    results.add({"restore_seconds": 11.0, "worker_megabytes": 150.0}, "2027-01-02, def5678")
    text = compared(before, results)
    assert row(text, "restore_seconds")[1:] == ["9.0", "1", "11.0", "1", "below 300", "met"]
    assert text.count("| `") == 1
    assert "Before: 2026-11-28, abc1234. After: 2027-01-02, def5678." in text


def test_every_figure_that_is_kept_is_one_that_the_report_shows():
    assert set(json.loads(FILE.read_text())) <= set(GOALS)


def test_the_commit_that_is_measured_is_named():
    assert re.fullmatch(r"[0-9a-f]{7,}( with changes)?|of no commit", commit())


def test_the_file_that_a_page_is_compared_with_is_kept_open_as_the_cache_is(tmp_path):
    ports = dict.fromkeys(("https", "http", "purge", "refresh", "application"), 1)
    (tmp_path / "nginx").mkdir()
    filled = nginx.values(tmp_path, tmp_path, ports)
    render_files(sorted(nginx.TEMPLATES.glob("*.conf")), tmp_path / "nginx", filled)
    nginx.add_open_files(tmp_path)
    site = (tmp_path / "nginx" / "site.conf").read_text()
    plain, kept = (block(site, path) for path in ("/static/", nginx.OPEN))
    cached = (tmp_path / "nginx" / "cached.conf").read_text()
    more = kept - plain
    assert more
    assert all(line.startswith("open_file_cache") and line in cached for line in more)
    assert plain < kept


def block(site: str, path: str) -> set[str]:
    inside = site.split(f"\nlocation {path} {{\n")[1].split("\n}\n")[0]
    return {line.strip() for line in inside.splitlines()}
