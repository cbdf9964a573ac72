"""Who may know whom: programmes know history, history knows pages, only the portal knows all."""

import ast
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).parents[1]
APPS = ["pages", "history", "programs"]
MAY_IMPORT = {
    "pages": {
        *("pages", "oim_portal.media", "oim_portal.web.expiry"),
        *("oim_portal.web.characters", "oim_portal.web.text_columns"),
    },
    "history": {"history", "pages"},
    "programs": {"programs", "history", "pages"},
}
OURS = {*APPS, "oim_portal"}


def imported_modules(path: Path) -> set[str]:
    """Return the full names of the modules that a file of Python imports, wherever in it."""
    package = list(path.relative_to(ROOT).parent.parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            # `from oim_portal import expiry` names a module, not all of the portal.
            is_portal = module == "oim_portal"
            found |= {f"{module}.{each.name}" for each in node.names} if is_portal else {module}
    return found


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_what_stands_below_it(app):
    files = list((ROOT / app).rglob("*.py"))
    assert len(files) > 10
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in files
        for module in imported_modules(path)
        if module.split(".")[0] in OURS
        and not any(is_within(module, allowed) for allowed in MAY_IMPORT[app])
    ]
    assert wrong == []


def test_migrations_depend_only_on_apps_below(db):
    graph = MigrationLoader(connection).graph
    for app, name in graph.nodes:
        if app in APPS:
            parents = {parent.key[0] for parent in graph.node_map[app, name].parents}
            assert parents & set(APPS) <= MAY_IMPORT[app], f"{app}/{name} depends on {parents}"
