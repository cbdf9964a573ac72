"""Which code of packages ours rests on: private names, overridden methods, functions, repetitions.

An upstream object is written as 'package.module:Class.method'.
"""

import ast
import importlib
import inspect
import pkgutil
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from django.utils.functional import cached_property as django_cached_property

from oim_portal.wagtail_compat.registry import REPLACED, USED

from .repeated_code import REPEATED

ROOT = Path(__file__).parents[1]
ROOMS = ("oim_portal", "pages", "history", "programs")
# No part of the site: laptops, settings, and what begins to serve when it is imported.
NO_CODE = ("oim_portal.local", "oim_portal.settings", "oim_portal.wsgi")
# Their methods are there to be overridden, and their releases say which have changed.
WITH_DOCUMENTED_METHODS = ("django", "rest_framework")
# What ours import of them is documented in part, and changes without notice elsewhere.
WITH_UNDOCUMENTED_FUNCTIONS = ("wagtail", "modelcluster", "allauth")
#: Names with an underscore that Django documents, for models, managers and storages, and Python.
DOCUMENTED = {
    *("_meta", "_state", "_base_manager", "_default_manager", "_db"),
    *("_open", "_save"),
    "_exit",
}


def is_ours(module: str | None) -> bool:
    return isinstance(module, str) and module.split(".")[0] in ROOMS


def is_upstream(module: str | None) -> bool:
    top = module.split(".")[0] if isinstance(module, str) else ""
    return bool(top) and top not in {*ROOMS, "tests", *sys.stdlib_module_names}


@cache
def modules() -> dict[str, ModuleType]:
    """Import the modules of all rooms; return them by name."""
    found = {}
    for room in ROOMS:
        found[room] = package = importlib.import_module(room)
        for each in pkgutil.walk_packages(package.__path__, f"{room}."):
            if ".migrations" not in each.name and not each.name.startswith(NO_CODE):
                found[each.name] = importlib.import_module(each.name)
    return found


@cache
def files() -> dict[str, Path]:
    return {name: Path(module.__file__) for name, module in modules().items()}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def used() -> dict[str, set[str]]:
    """Return what ours rest on, with where: wrappers, overriding and repeating code, callers."""
    modules()
    found = defaultdict(set)
    for name, wrappers in USED.items():
        found[name].update(wrappers)
    for path, names in REPEATED.items():
        for name in names:
            found[name].add(path)
    for name, place in (*overridden_methods(), *called_functions(), *replaced_methods()):
        found[name].add(place)
    return found


def classes() -> Iterator[type]:
    for name, module in modules().items():
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == name:
                yield value


def function_of(value: Any) -> FunctionType | None:
    """Return the function within a method, property or the like; None for everything else."""
    if isinstance(value, staticmethod | classmethod):
        value = value.__func__
    elif isinstance(value, property):
        value = value.fget
    elif isinstance(value, cached_property | django_cached_property):
        value = value.func
    return value if isinstance(value, FunctionType) else None


def overridden_methods() -> Iterator[tuple[str, str]]:
    """Yield the upstream methods that ours override; of Django's, the private ones alone."""
    for kind in classes():
        for place, own in enumerate(kind.__mro__):
            if not is_ours(own.__module__):
                continue
            for name, value in vars(own).items():
                function = function_of(value)
                if function and is_ours(function.__module__):
                    base = definer(kind.__mro__[place + 1 :], name)
                    if base and (is_private(name) or top_of(base) not in WITH_DOCUMENTED_METHODS):
                        yield name_of(base, name), f"{own.__module__}.{own.__qualname__}"


def name_of(kind: type, name: str) -> str:
    return f"{kind.__module__}:{kind.__qualname__}.{name}"


def top_of(kind: type) -> str:
    return kind.__module__.split(".")[0]


def definer(bases: tuple[type, ...], name: str) -> type | None:
    """Return the first upstream class that defines a method of that name."""
    for base in bases:
        if is_upstream(base.__module__) and function_of(vars(base).get(name)):
            return base
    return None


def replaced_methods() -> Iterator[tuple[str, str]]:
    """Yield the upstream methods in the place of which patches have put another."""
    for owner, name in REPLACED:
        if isinstance(owner, type):
            replacement = function_of(vars(owner)[name])
            yield name_of(owner, name), f"{replacement.__module__}.{replacement.__qualname__}"


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__") and name not in DOCUMENTED


def called_functions() -> Iterator[tuple[str, str]]:
    """Yield the functions of Wagtail, and of what it is made of, that ours import by name."""
    for module, path in files().items():
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ImportFrom) or node.level:
                continue
            if node.module.split(".")[0] not in WITH_UNDOCUMENTED_FUNCTIONS:
                continue
            for alias in node.names:
                value = getattr(importlib.import_module(node.module), alias.name, None)
                if isinstance(value, FunctionType):
                    yield f"{value.__module__}:{value.__qualname__}", module


def resolve(name: str) -> Any:
    """Return the object of a name, the original where a patch has taken its place."""
    module, _colon, path = name.partition(":")
    value = importlib.import_module(module)
    for part in path.split("."):
        owner = value
        value = inspect.getattr_static(owner, part)
        value = REPLACED.get((owner, part), value)
    return value


def source(name: str) -> str:
    """Return the source of an upstream object, or how a constant is written; '' if it is gone."""
    try:
        value = resolve(name)
    except (AttributeError, ModuleNotFoundError):
        return ""
    function = function_of(value) or (value if isinstance(value, type) else None)
    return textwrap.dedent(inspect.getsource(function)) if function else repr(value)
