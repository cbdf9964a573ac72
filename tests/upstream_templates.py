"""Which templates of ours take the place of a package's, and which blocks they fill."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.template import Origin, Template, engines
from django.template.base import NodeList
from django.template.loader_tags import BlockNode, ExtendsNode
from django.template.utils import get_app_template_dirs

ROOT = Path(__file__).parents[1]


def engine():
    return engines["django"].engine


def is_upstream(path: Path) -> bool:
    return "site-packages" in path.parts or not path.is_relative_to(ROOT)


@cache
def folders() -> list[Path]:
    """Return all folders of templates, in the order in which they are looked through."""
    return [Path(each) for each in (*engine().dirs, *get_app_template_dirs("templates"))]


@cache
def ours() -> dict[str, Path]:
    """Return our templates by name."""
    return {
        str(path.relative_to(folder)): path
        for folder in reversed(folders())
        if not is_upstream(folder)
        for path in folder.rglob("*.*")
        if path.is_file()
    }


def original(name: str) -> Path | None:
    """Return the template of that name in the first package that has one."""
    parts = name.split("/")
    found = (folder.joinpath(*parts) for folder in folders() if is_upstream(folder))
    return next((path for path in found if path.is_file()), None)


def overridden() -> dict[str, tuple[Path, Path]]:
    """Return our template and its original, by name, where a package has one of the same name."""
    return {name: (path, found) for name, path in ours().items() if (found := original(name))}


@cache
def nodes(path: Path) -> NodeList:
    folder = next(each for each in folders() if path.is_relative_to(each))
    # Its name, for what it includes by './'.
    origin = Origin(str(path), template_name=str(path.relative_to(folder)))
    return Template(path.read_text("utf-8"), origin=origin, engine=engine()).nodelist


def extended(path: Path) -> ExtendsNode | None:
    return next((node for node in nodes(path) if isinstance(node, ExtendsNode)), None)


def parent_name(path: Path) -> str | None:
    """Return the name of the template that a template extends, where it names one."""
    node = extended(path)
    name = node and node.parent_name.var
    return name if isinstance(name, str) else None


def filled_blocks(path: Path) -> set[str]:
    """Return the blocks of its parent that a template fills: those that are within no other."""
    node = extended(path)
    return {each.name for each in node.nodelist if isinstance(each, BlockNode)} if node else set()


def defined_blocks(path: Path) -> set[str]:
    """Return the blocks that a template has, its own and those of all that it extends."""
    found = {node.name for node in nodes(path).get_nodes_by_type(BlockNode)}
    return found | inherited_blocks(path, parent_name(path))


def inherited_blocks(path: Path, name: str | None) -> set[str]:
    """Return the blocks of a parent; a template that extends its own name extends the original."""
    if name is None:
        return set()
    candidates = {original(name), ours().get(name)} - {path, None}
    return {block for each in candidates for block in defined_blocks(each)}


def extending() -> Iterator[tuple[str, Path, str]]:
    """Yield name, file and parent of our templates that extend, directly or not, a package's."""
    for name, path in ours().items():
        parent = parent_name(path) if path.suffix == ".html" else None
        if parent and leads_upstream(path, parent):
            yield name, path, parent


def leads_upstream(path: Path, parent: str | None) -> bool:
    if parent is None:
        return False
    mine = ours().get(parent)
    if mine in (None, path):
        return original(parent) is not None
    return leads_upstream(mine, parent_name(mine)) or original(parent) is not None
