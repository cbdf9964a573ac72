"""docs/quality.md is written by several tools, each its own section."""

from oim_portal.local.quality import put_section


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
