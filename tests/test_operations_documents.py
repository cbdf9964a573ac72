"""What documents for administrators name exists: commands, programs, timers, tables, settings."""

import re
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.management import get_commands

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "operations"
DOCUMENTS = sorted(FOLDER.glob("*.md"))
FIRST_DAY = (FOLDER / "first-day.md").read_text("utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_and_program_that_a_document_names_exists(path):
    text = path.read_text("utf-8")
    for name in re.findall(r"(?:deploy/manage|manage\.py) ([a-z_]+)", text):
        assert name in get_commands()
    for name in re.findall(r"(?<![\w./-])deploy/([\w./-]*\w)", text):
        assert (ROOT / "deploy" / name).exists(), name


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(path):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (FOLDER / link).exists()] == []


def test_every_drill_is_a_test():
    drills = re.findall(
        r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (FOLDER / "drills.md").read_text("utf-8")
    )
    assert len(drills) > 15
    for path, name in drills:
        assert f"def {name}" in (ROOT / path).read_text("utf-8"), name


def rows(section: str) -> list[str]:
    """Return the first cells of the tables below a heading of the first day."""
    (text,) = re.findall(rf"^## {section}\n(.*?)(?=^## |\Z)", FIRST_DAY, re.DOTALL | re.MULTILINE)
    return re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)


def test_the_first_day_lists_every_setting_that_the_installation_writes():
    script = (ROOT / "deploy" / "parts" / "system.sh").read_text("utf-8")
    written = re.findall(
        r"^([A-Z_]+)=", script.split("<<END\n")[1].split("\nEND\n")[0], re.MULTILINE
    )
    assert "PORTAL_SECRET_KEY" in written
    assert [row.strip("`") for row in rows(r"5\. The settings")] == written


def test_the_first_day_names_tables_that_exist():
    named = set(re.findall(r"`(\w+)`", " ".join(rows("7. What is held of one person"))))
    assert len(named) > 10
    assert named <= {model._meta.db_table for model in apps.get_models()}


def test_the_first_day_lists_every_timer():
    timers = {f"`{path.name}`" for path in (ROOT / "deploy" / "systemd").glob("*.timer")}
    assert {row for row in rows("2. What runs, and where") if ".timer" in row} == timers


def test_the_citation_file_has_what_its_format_asks_for():
    """CFF 1.2.0: four keys are needed, and the licence is an identifier of SPDX."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["message"]
    assert cited["title"]
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert [author["name"] in licence for author in cited["authors"]] == [True]
    assert licence.startswith("BSD 3-Clause")
    assert cited["license"] == "BSD-3-Clause"
