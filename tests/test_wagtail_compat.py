"""What ours rest on within Wagtail and other packages: recorded, and in one room.

After an upgrade: read what fails here, compare each original with ours, then
`python -m tests.originals --record` (docs/decisions/0031-wagtail-compat.md).
"""

import ast
import copy
import dis
import re
import sys
from collections.abc import Iterator
from functools import cache
from types import FunctionType, ModuleType

import pytest
from django.conf import settings

from oim_portal.wagtail_compat.no_api import Nothing
from oim_portal.wagtail_compat.registry import REPLACED, USED

from . import originals, upstream_code, upstream_scripts, upstream_templates
from .upstream_code import is_ours, is_private, is_upstream, modules, tree

ROOM = "oim_portal.wagtail_compat"
LOOK = {"getattr", "hasattr", "setattr", "delattr", "get", "pop", "attrgetter"}


def outside() -> list[str]:
    """Return the names of all modules of ours but those of the room."""
    return [name for name in modules() if not f"{name}.".startswith(f"{ROOM}.")]


def place(module: str, node: ast.AST) -> str:
    return f"{module}, line {node.lineno}: {ast.unparse(node)}"


# The record


def test_what_is_installed_is_what_was_looked_at():
    assert list(originals.differences(originals.recorded(), originals.installed())) == []


def test_each_template_that_takes_the_place_of_a_packages_is_in_the_record():
    overridden = upstream_templates.overridden()
    assert len(overridden) > 30
    assert originals.recorded()["templates"].keys() == overridden.keys()


def test_each_block_that_a_template_of_ours_fills_exists_in_what_it_extends():
    checked = list(upstream_templates.extending())
    assert len(checked) > 30
    lost = [
        f"{name} fills the block {block}, which {parent} does not have"
        for name, path, parent in checked
        for block in upstream_templates.filled_blocks(path)
        - upstream_templates.inherited_blocks(path, parent)
    ]
    assert lost == []


def test_scripts_listen_to_events_and_set_values_that_wagtails_controllers_have():
    assert upstream_scripts.unknown_events() == []
    assert upstream_scripts.unknown_values() == []


@pytest.fixture(scope="module")
def record() -> dict:
    return originals.installed()


def test_a_template_that_changed_is_named_with_ours_and_its_blocks(record):
    name = "wagtailadmin/panels/inline_panel.html"
    other = copy.deepcopy(record)
    other["templates"][name]["original"] = "0"
    assert list(originals.differences(other, record)) == [
        f"{name} changed; ours: oim_portal/wagtail_compat/templates/{name}; look whether it still"
        " shows what the block `js_init` is to show"
    ]


def test_code_and_names_that_changed_are_named_with_ours(record):
    other = copy.deepcopy(record)
    code = "taggit.utils:_parse_tags"
    other["code"][code] = "0"
    other["names in scripts"].append("initDateChooserOfOld")
    other["names in scripts"].remove("draftailEditor")
    found = list(originals.differences(other, record))
    assert found[0] == f"{code} changed; ours: {ROOM}.packages_private.parse_tags"
    assert "`initDateChooserOfOld` is in the record" in found[1]
    assert "`draftailEditor` of Wagtail's scripts is not in the record" in found[2]
    gone = list(originals.differences(record, other))
    assert any("do not know `draftailEditor` any more; ours: " in line for line in gone)


# Wrappers


def test_each_private_name_of_the_room_is_in_the_code_that_its_wrapper_names():
    wrappers = {wrapper: [] for names in USED.values() for wrapper in names}
    for original, names in USED.items():
        for wrapper in names:
            wrappers[wrapper].append(upstream_code.source(original))
    wrong = [
        f"{module}, line {node.lineno}: {name}"
        for module in modules().keys() - set(outside())
        for node in tree(upstream_code.files()[module]).body
        for name in private_names(node)
        if not any(
            re.search(rf"\b{name}\b", text)
            for text in wrappers.get(f"{module}.{getattr(node, 'name', '')}", [])
        )
    ]
    assert wrappers
    assert wrong == []


def private_names(node: ast.AST) -> set[str]:
    """Return the private names that a definition looks up or defines."""
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Attribute):
            found.add(each.attr)
        elif isinstance(each, ast.FunctionDef):
            found.add(each.name)
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            found.update({each.value} if each.value.isidentifier() else ())
    return {name for name in found if is_private(name)}


def test_private_names_of_packages_appear_in_the_room_alone():
    wrong = []
    for module in outside():
        finder = PrivateNames(module)
        finder.visit(tree(upstream_code.files()[module]))
        wrong += finder.found
    assert wrong == []


class PrivateNames(ast.NodeVisitor):
    """Finds private names that no class of ours defines: of others' objects, or inherited."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.classes: list[str] = []
        self.found: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.classes.append(node.name)
        self.generic_visit(node)
        self.classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        kind = self.kind()
        if kind and is_private(node.name) and node.name in vars(kind) and inherits(kind, node.name):
            self.found.append(f"{self.module}, line {node.lineno}: overrides {node.name}")
        self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if not node.level and is_upstream(node.module) and is_private(alias.name):
                self.found.append(place(self.module, node))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if is_private(node.attr) and not (self.is_own(node.value) and self.defines(node.attr)):
            self.found.append(place(self.module, node))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
        names = [each for each in texts if isinstance(each, str) and each.isidentifier()]
        if called in LOOK and any(map(is_private, names)):
            self.found.append(place(self.module, node))
        self.generic_visit(node)

    def kind(self) -> type | None:
        kind = modules()[self.module] if self.classes else None
        for name in self.classes:
            kind = getattr(kind, name, None)
        return kind

    def is_own(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Call):
            return isinstance(node.func, ast.Name) and node.func.id == "super"
        return isinstance(node, ast.Name) and node.id in {"self", "cls"}

    def defines(self, name: str) -> bool:
        """Say whether a class of ours has this name, and no class of a package above it."""
        kind = self.kind()
        return (
            bool(kind)
            and not inherits(kind, name)
            and any(has_name(each, name) for each in kind.__mro__ if is_ours(each.__module__))
        )


def inherits(kind: type, name: str) -> bool:
    return any(has_name(each, name) for each in kind.__mro__ if is_upstream(each.__module__))


def has_name(kind: type, name: str) -> bool:
    return name in names_of(kind)


@cache
def names_of(kind: type) -> set[str]:
    """Return the attributes that a class has, and that its methods set."""
    functions = filter(None, map(upstream_code.function_of, vars(kind).values()))
    steps = (step for function in functions for step in dis.get_instructions(function))
    stored = {step.argval for step in steps if step.opname == "STORE_ATTR"}
    return {*vars(kind), *vars(kind).get("__annotations__", {}), *stored}


# Patches


def test_no_statement_outside_the_room_changes_a_class_or_module_of_a_package():
    wrong = [place(name, node) for name in outside() for node in patches(name)]
    assert wrong == []


def patches(module: str) -> Iterator[ast.AST]:
    """Yield the statements that write to an attribute of something imported from a package."""
    nodes = list(ast.walk(tree(upstream_code.files()[module])))
    imported = {
        alias.asname or alias.name.split(".")[0]: (node, alias.name)
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if is_upstream(
            alias.name if isinstance(node, ast.Import) else "" if node.level else node.module
        )
    }
    for node in nodes:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"setattr", "delattr"}:
            target = node.args[0]
        elif isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            target = node.value
        else:
            continue
        if root_of(target) in imported:
            yield node


def root_of(node: ast.AST) -> str | None:
    """Return the name with which an expression such as `a.b().c[0]` begins."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def test_whatever_of_ours_stands_in_a_package_was_put_there_by_the_room():
    modules()
    owners = {
        value
        for module in list(sys.modules.values())
        if isinstance(module, ModuleType) and is_upstream(module.__name__)
        for value in vars(module).values()
        if issubclass(type(value), type) and is_upstream(value.__module__)  # no lazy objects
    }
    assert len(owners) > 1_000
    found = {
        (owner, name)
        for owner in owners
        for name, value in vars(owner).items()
        if is_replaced(value)
    }
    assert found == {(owner, name) for owner, name in REPLACED if isinstance(owner, type)}


def is_replaced(value: object) -> bool:
    function = upstream_code.function_of(value)
    if not (isinstance(function, FunctionType) and is_ours(function.__module__)):
        return False
    # Wagtail has a class attribute for the function that a setting names.
    named = [getattr(settings, name) for name in dir(settings) if name.startswith("WAGTAIL")]
    return f"{function.__module__}.{function.__qualname__}" not in map(str, named)


def test_no_process_imports_the_api_that_is_not_served():
    stands_in = [
        module for name, module in sys.modules.items() if name.startswith("wagtail.api.v3")
    ]
    assert stands_in
    assert all(isinstance(module, Nothing) for module in stands_in)
    assert "ninja" not in sys.modules
