"""The documents name the variables, make targets, files and imports of rooms that exist."""

import ast
import re
from pathlib import Path

from .test_layers import ORDER, imported_modules, python_files, room_of

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PACKAGES = ("oim_portal", "pages", "history", "programs", "tests/bench")
READING = r"os\.environ\.get|os\.getenv|(environment|external_services)\.\w+"
SYSTEMDS = {"NOTIFY_SOCKET"}  # set by systemd for a unit, by nobody else
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    ROOT / ".env.example",
    *sorted((ROOT / "docs").rglob("*.md")),
]


def variables_read() -> set[str]:
    """Return the names of environment variables that the portal's modules read."""
    found = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                name = name_read(node)
                if name:
                    found.add(name)
    return found - SYSTEMDS


def name_read(node: ast.AST) -> str | None:
    """Return the variable that `environment.text("X")` or `os.environ.get("X")` reads."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        source, argument = ast.unparse(node.value), node.slice
        reads = source == "os.environ"
    elif isinstance(node, ast.Call) and node.args:
        source, argument = ast.unparse(node.func), node.args[0]
        reads = bool(re.fullmatch(READING, source))
    else:
        return None
    is_name = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return argument.value if reads and is_name else None


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def test_the_table_lists_every_variable_that_is_read_and_no_other():
    listed = re.findall(r"^\| `([A-Z][A-Z_]+)` \|", README, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == variables_read()


def test_the_example_of_an_environment_lists_the_same_variables():
    example = (ROOT / ".env.example").read_text("utf-8")
    listed = re.findall(r"^#?\s?([A-Z][A-Z_]+)=", example, re.MULTILINE)
    assert set(listed) == variables_read()


def test_every_target_that_a_document_names_exists():
    targets = make_targets()
    assert {"run", "test"} <= targets
    for document in DOCUMENTS:
        named = set(re.findall(r"`make ([a-z][a-z-]*)", document.read_text("utf-8")))
        assert named <= targets, document


def test_every_file_that_the_readme_links_to_exists():
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_file_of_code_that_a_document_names_exists():
    """A path may begin within a room; capitals stand for a name that the reader chooses."""
    folders = ("oim_portal", "pages", "history", "programs", "templates", "tests", "deploy", "docs")
    found = [ROOT / folder for folder in folders]
    found += [path for folder in found for path in folder.rglob("*")]
    parts = [path.relative_to(ROOT).parts for path in found]
    tails = {"/".join(each[start:]) for each in parts for start in range(len(each))}
    named = rf"`((?:{'|'.join(folders)})/[\w./-]*|[a-z_][\w./-]*\.(?:py|html|sh|css|js|csv))`"
    missing = []
    for document in DOCUMENTS:
        for path in re.findall(named, document.read_text("utf-8")):
            if path.rstrip("/") not in tails and not re.search("[A-Z]{3}|^[^/]*$", path):
                missing.append((document.name, path))
    assert missing == []


def test_the_readme_stays_short_enough_to_be_read():
    assert len(README.splitlines()) < 200


def test_the_picture_of_the_rooms_shows_what_each_of_them_imports():
    imported = {room: set() for room in ORDER}
    for path in python_files():
        room = room_of(path.relative_to(ROOT).parts)
        others = {room_of(tuple(module.split("."))) for module in imported_modules(path)}
        imported[room] |= others - {room, None, "wagtail_compat"}
    lines = []
    for room in reversed(ORDER):
        names = " ".join(sorted(imported[room], key=ORDER.index))
        lines.append(f" {room:16} ──▶ {names}" if names else f" {room}")
    picture = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("```\n")[1]
    assert picture.splitlines() == lines
