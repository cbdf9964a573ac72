"""docs/quality.md: a section by each tool, and a test for each public report of a fault."""

import re
from pathlib import Path

from .quality_report import REPORT, put_section

TESTS = Path(__file__).parent


def test_a_section_takes_the_place_of_its_former_self_and_leaves_the_others(tmp_path):
    report = tmp_path / "quality.md"
    put_section("First", "one", report)
    put_section("Second", "two", report)
    put_section("First", "three\n\n| a |", report)
    text = report.read_text()
    assert text.startswith("# Quality, measured\n")
    assert text.index("three") < text.index("## Second") < text.index("two")
    assert "one" not in text
    put_section("Second", "four", report)
    assert report.read_text().endswith("## Second\n\nfour\n")


def test_each_public_report_names_a_test_that_is_there():
    section = REPORT.read_text("utf-8").partition("## Public bug reports of the field")[2]
    rows = [row.split(" | ") for row in re.findall(r"^\| ([A-Z]\w+ \| .*) \|$", section, re.M)]
    assert len(rows) == 77
    for name, _report, _tried, test in rows:
        file, _, function = test.strip("`").partition("::")
        assert f"def {function}(" in (TESTS / file).read_text("utf-8"), name
