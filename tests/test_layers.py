"""The layers of the code: a room imports only rooms before it, in Python and in templates.

A room is a top-level app or a package of `oim_portal`. The order below is the one of
docs/architecture.md. Imports within functions count, and so do `{% load %}`, `{% include %}` and
`{% extends %}`.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.template import engines

ROOT = Path(__file__).parents[1]
ORDER = [
    *("wagtail_compat", "settings", "web", "operations", "accounts", "media"),
    *("pages", "history", "programs", "publishing", "trash", "search", "open_data"),
    *("frontend_cache", "admin", "initial_content", "urls", "local"),
]
APPS = {"pages", "history", "programs"}
KINDS = {path.parent.name for path in (ROOT / "pages" / "kinds").glob("*/apps.py")}
# Folders of templates that are not named after their room.
TEMPLATE_ROOMS = {
    **dict.fromkeys(("blocks", "components", "", *KINDS), "pages"),
    **dict.fromkeys(("account", "allauth", "mfa"), "accounts"),
    # They take the place of Wagtail's in the admin, whose blocks several rooms fill.
    **dict.fromkeys(("wagtailadmin", "wagtailcore", "wagtaildocs"), "admin"),
    **dict.fromkeys(("wagtailimages", "wagtailsnippets"), "admin"),
}
TAG = re.compile(r"{%-?\s*(load|include|extends)\s+(.*?)\s*-?%}")


def room_of(parts: tuple[str, ...]) -> str | None:
    """Return the room of a path or of a dotted name; None for code that is not ours."""
    if parts[0] in APPS:
        return parts[0]
    # The package itself holds the version alone, and imports nothing.
    if parts[0] != "oim_portal" or len(parts) == 1:
        return None
    return parts[1] if len(parts) > 2 or parts[-1] in ORDER else "urls"


def python_files() -> list[Path]:
    found = [path for room in ("oim_portal", *APPS) for path in (ROOT / room).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the full names of the modules that a file imports, wherever in it."""
    package = list(path.relative_to(ROOT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            for alias in node.names:
                name = f"{module}.{alias.name}"
                yield name if is_module(name) else module


def is_upward(room: str, other: str | None) -> bool:
    return other is not None and ORDER.index(other) > ORDER.index(room)


def test_a_room_imports_only_rooms_before_it():
    files = python_files()
    assert len(files) > 300
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in files
        for module in imported_modules(path)
        if is_upward(room_of(path.relative_to(ROOT).parts), room_of(tuple(module.split("."))))
    ]
    assert wrong == []


def test_no_folder_of_the_admin_imports_another():
    """Each is a menu or a job of its own; what two need stands in a room below."""
    admin = ROOT / "oim_portal" / "admin"
    folders = {path.name for path in admin.iterdir() if (path / "__init__.py").exists()}
    assert len(folders) >= 8
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for folder in folders
        for path in (admin / folder).rglob("*.py")
        for module in imported_modules(path)
        for other in folders - {folder}
        if f"{module}.".startswith(f"oim_portal.admin.{other}.")
    ]
    assert wrong == []


def test_nothing_imports_a_kind_of_content():
    """Others reach it by what its page types declare, so that it comes and goes as a whole."""
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for kind in KINDS
        for path in python_files()
        if not path.is_relative_to(ROOT / "pages" / "kinds" / kind)
        for module in imported_modules(path)
        if f"{module}.".startswith(f"pages.kinds.{kind}.")
    ]
    assert KINDS
    assert wrong == []


def test_only_laptops_and_tests_import_the_room_of_laptops():
    production = [path for path in python_files() if "local" not in path.parts]
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in production
        for module in imported_modules(path)
        if f"{module}.".startswith("oim_portal.local.")
    ]
    assert wrong == []


def templates() -> list[tuple[str, str, Path]]:
    """Return all templates of ours: the room, the name by which others include it, the file."""
    found = []
    for path in (ROOT / "templates").rglob("*.html"):
        name = path.relative_to(ROOT / "templates")
        folder = str(name.parent).split("/")[0].replace(".", "")
        room = TEMPLATE_ROOMS.get(folder) or (folder if folder in ORDER else "admin")
        found.append((room, str(name), path))
    for room in APPS | set(ORDER):
        base = ROOT / room if room in APPS else ROOT / "oim_portal" / room
        for path in base.rglob("templates/**/*.html"):
            found.append((room, str(path).split("/templates/")[1], path))
    return found


def test_a_template_loads_and_includes_only_from_rooms_before_its_own():
    libraries = engines["django"].engine.libraries
    known = templates()
    rooms = {name: room for room, name, _path in known}
    admin_folders = {path.name for path in (ROOT / "oim_portal" / "admin").iterdir()}
    assert {name.split("/")[0] for room, name, _path in known if room == "admin"} <= (
        admin_folders | TEMPLATE_ROOMS.keys()
    )
    wrong = []
    for room, name, path in known:
        for tag, text in TAG.findall(path.read_text()):
            if tag == "load":
                names = text.split(" from ")[-1].split()
                used = [room_of(tuple(libraries[each].split("."))) for each in names]
            else:
                used = [rooms.get(text.split()[0].strip("\"'"))]
            wrong += [f"{name}: {tag} {text}" for other in used if is_upward(room, other)]
    assert wrong == []


def test_migrations_depend_only_on_apps_below(db):
    graph = MigrationLoader(connection).graph
    rooms = {
        config.label: room_of(tuple(config.name.split("."))) for config in apps.get_app_configs()
    }
    # Wagtail's pages refer to ours, so the first of these come before the rooms below them.
    early = {"0001_initial", "0002_bootstrap_page_model", "0003_finalize_page_model"}
    for app, name in graph.nodes:
        if rooms.get(app) and not (app == "pages" and name in early):
            parents = {parent.key[0] for parent in graph.node_map[app, name].parents}
            wrong = {each for each in parents if is_upward(rooms[app], rooms.get(each))}
            if app in KINDS:  # a kind may refer to a programme or a theme; nothing imports it
                wrong -= {"history", "programs"}
            assert not wrong, f"{app}/{name} depends on {wrong}"
