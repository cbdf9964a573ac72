"""What `make bench` writes: which figures are of which day, and of which code."""

import re

from deploy.render import render_files
from oim_portal.bench import nginx
from oim_portal.bench.run import GOALS, commit, table


def row(text: str, name: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith(f"| `{name}` ")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_figure_that_is_kept_keeps_its_day_and_its_commit():
    results = {"cached_over_static": 0.93, "restore_seconds": 10.0}
    dates = dict.fromkeys(results, "2026-11-28, abc1234") | {
        "restore_seconds": "2027-01-02, def5678"
    }
    text = table(results, dates)
    assert row(text, "cached_over_static")[1:] == ["0.93", "at least 0.90", "2026-11-28, abc1234"]
    assert row(text, "restore_seconds")[1:] == ["10.0", "below 300", "2027-01-02, def5678"]
    assert row(text, "outage_failed")[1:] == ["not measured", "0", ""]
    assert len(GOALS) == text.count("| `")


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
