#!/usr/bin/env python3
"""Fills in the templates of deploy/nginx/ and deploy/systemd/: `{{ name }}` becomes the value.

    deploy/render.py TEMPLATE… --to FOLDER --set name=value …

The languages are read from the settings (`languages`).

Standard library only, since it runs before anything is installed. The tests and the benchmark
use it too, so what they measure is what a server has.
"""

import argparse
import ast
import re
import sys
from pathlib import Path

PLACE = re.compile(r"\{\{ (\w+) \}\}")
SETTINGS = Path(__file__).parents[1] / "oim_portal" / "settings" / "base.py"


def languages() -> dict[str, str]:
    """Return the values of the templates that follow from LANGUAGES, which the settings hold."""
    found = {}
    for node in ast.parse(SETTINGS.read_text("utf-8")).body:
        name = getattr(node.targets[0], "id", "") if isinstance(node, ast.Assign) else ""
        if name in ("LANGUAGES", "LANGUAGE_CODE"):
            found[name] = ast.literal_eval(node.value)
    main = found["LANGUAGE_CODE"]
    codes = [code for code, _name in found["LANGUAGES"]]
    others = [code for code in codes if code != main]
    return {
        "main_language": main,
        "any_language": "|".join(codes),
        "language_of_path": " ".join(f"~^/{code}(/|$) {code};" for code in others),
        "preferred_language": " ".join(f"~*^{code} {code};" for code in others),
    }


def render(text: str, values: dict[str, str]) -> str:
    """Return the text with its places filled in; KeyError for one that has no value.

    A line of nothing but a place whose value is empty disappears.
    """
    values = languages() | values
    lines = []
    for line in text.splitlines():
        filled = PLACE.sub(lambda match: values[match[1]], line)
        if filled.strip() or not line.strip():
            lines.append(filled.rstrip())
    return "\n".join(lines) + "\n"


def render_files(templates: list[Path], folder: Path, values: dict[str, str]) -> None:
    """Write each template, filled in, to the folder under its own name."""
    folder.mkdir(parents=True, exist_ok=True)
    for template in templates:
        text = render(template.read_text("utf-8"), values)
        (folder / template.name).write_text(text, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Fill in templates of deploy/.")
    parser.add_argument("templates", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--set", action="append", default=[], metavar="name=value")
    given = parser.parse_args()
    try:
        render_files(given.templates, given.to, dict(item.split("=", 1) for item in given.set))
    except KeyError as error:
        sys.exit(f"No value for {error}.")


if __name__ == "__main__":
    main()
