"""What holds for every file of the repository, whoever adds one."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from wagtail import hooks

from .lines_of_code import lines_of_code, product_files

ROOT = Path(__file__).parents[1]
PACKAGES = ("oim_portal", "pages", "history", "programs", "tests")
# Written in parts, so that this file does not find itself.
MACHINE_PATHS = ["/" + "work/", ".." + "/shared", "/" + "farm/", "/" + "root/"]
REGISTRY_HOSTS = ["pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "deb.deb" + "ian.org"]
UNFINISHED = [r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b"]
# 22,000 are the goal; docs/quality.md says why there are more.
MOST_LINES = 31_900
FILLER = r"(?i)lorem\s+ip" + "sum"


def tracked_files() -> list[Path]:
    """Return the files that git knows and that are there."""
    # A clone may belong to another user than the one who tests it.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def names_of_files_with(pattern: str, files: list[Path] | None = None) -> list[str]:
    """Return `name:line` of each place where the pattern is found in text files."""
    found = []
    for path in files if files is not None else tracked_files():
        content = path.read_bytes()
        if b"\0" in content:
            continue  # a picture, a font, a compiled catalogue
        for number, line in enumerate(content.decode().splitlines(), start=1):
            if re.search(pattern, line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    return found


def needs_docstring(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return (
        path.suffix == ".py"
        and parts[0] in PACKAGES
        and "migrations" not in parts
        and path.name not in {"__init__.py", "apps.py"}
    )


@pytest.mark.parametrize("path", MACHINE_PATHS)
def test_no_file_names_a_path_of_one_machine(path):
    assert names_of_files_with(re.escape(path)) == []


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_file_names_a_host_to_install_from(host):
    assert names_of_files_with(re.escape(host)) == []


@pytest.mark.parametrize("mark", UNFINISHED)
def test_no_file_is_marked_as_unfinished(mark):
    assert names_of_files_with(mark) == []


def test_no_file_holds_filler_text():
    assert names_of_files_with(FILLER) == []


def test_no_template_passes_text_on_unescaped():
    files = [path for path in tracked_files() if "templates" in path.relative_to(ROOT).parts]
    pages = [path for path in files if path.suffix == ".html"]
    assert pages
    assert names_of_files_with(r"\|\s*safe(seq)?\b", files) == []
    # Mail in plain text is not escaped; pages are.
    assert names_of_files_with(r"autoescape\s+off", pages) == []


def test_every_module_says_what_it_is_for():
    modules = [path for path in tracked_files() if needs_docstring(path)]
    assert modules
    silent = [path for path in modules if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert [str(path.relative_to(ROOT)) for path in silent] == []


def named_icons(path: Path) -> set[str]:
    """Return the names of icons in a Python file: `icon="…"`, `header_icon = "…"` and the like."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.keyword):
            found.append((node.arg or "", node.value))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.append((node.targets[0].id, node.value))
    icons = [value for name, value in found if re.search(r"(^|_)icon(_name)?$", name)]
    return {value.value for value in icons if isinstance(value, ast.Constant)}


def test_every_icon_of_the_admin_that_the_code_names_is_registered():
    paths = []
    for register in hooks.get_hooks("register_icons"):
        paths = register(paths)
    registered = {Path(path).stem for path in paths}
    named = set().union(*map(named_icons, product_files()))
    assert {"rotate", "calendar-alt", "plus-inverse", "list-ul"} <= named
    assert named - registered == set()


def test_editors_are_told_how_files_are_written():
    assert "root = true" in (ROOT / ".editorconfig").read_text("utf-8")


def test_nothing_that_is_made_at_run_time_is_tracked():
    made = {".venv", "var", "__pycache__", ".env", "node_modules"}
    assert [path for path in tracked_files() if made & set(path.relative_to(ROOT).parts)] == []


def test_the_product_does_not_grow_past_its_bound():
    """Counted by `make lines`; docs/quality.md gives the reason for a higher bound."""
    assert sum(lines_of_code(path.read_text()) for path in product_files()) <= MOST_LINES


def test_no_module_of_the_product_is_longer_than_250_lines():
    lines = {path: path.read_text().count("\n") for path in product_files()}
    assert [f"{path.relative_to(ROOT)}: {n}" for path, n in lines.items() if n > 250] == []


def test_every_static_file_that_code_and_templates_name_exists():
    """Production's storage raises an error for any other: the whole page would be a 500."""
    named = re.compile(r"""static\(\s*["']([\w./-]+)["']|{% static ["']([\w./-]+)["']""")
    in_media = re.compile(r"""["']([\w-]+/[\w./-]+\.(?:css|js))["']""")
    found = {}
    for path in tracked_files():
        if path.suffix not in {".py", ".html"} or path.is_relative_to(ROOT / "tests"):
            continue
        text = path.read_text("utf-8")
        names = [one or other for one, other in named.findall(text)]
        found |= dict.fromkeys(names, path)
        if path.suffix == ".py":
            found |= dict.fromkeys(in_media.findall(text), path)
    assert len(found) > 25
    missing = {name: path for name, path in found.items() if not finders.find(name)}
    assert missing == {}
