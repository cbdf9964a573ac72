"""`make lines`: lines of code of each room, without blank lines, comments and docstrings.

Of the product alone: neither tests nor migrations, nor the kinds of content in `pages/kinds/`. What
may not grow is held by tests/test_repository.py.
"""

import ast
import io
import tokenize
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
APPS = ("pages", "history", "programs")
SILENT = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE),
    *(tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER),
}
WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def product_files() -> list[Path]:
    found = [path for app in ("oim_portal", *APPS) for path in (ROOT / app).rglob("*.py")]
    return sorted(path for path in found if not {"migrations", "kinds"} & set(path.parts))


def lines_of_code(text: str) -> int:
    """Return how many lines of a module hold code."""
    code: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in SILENT:
            code.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            code.difference_update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return len(code)


def rooms() -> Counter:
    """Return the lines of code by room: a package of `oim_portal`, or an app."""
    counted = Counter()
    for path in product_files():
        first, *rest = path.relative_to(ROOT).parts
        room = first if first in APPS or len(rest) == 1 else rest[0]
        counted[room] += lines_of_code(path.read_text())
    return counted


def main() -> None:
    counted = rooms()
    for room, lines in sorted(counted.items()):
        print(f"{room:16} {lines:6,}")
    print(f"{'in all':16} {counted.total():6,}")


if __name__ == "__main__":
    main()
