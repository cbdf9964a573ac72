#!/usr/bin/env python3
"""Fills in the templates of deploy/nginx/ and deploy/systemd/: `{{ name }}` becomes the value.

    deploy/render.py TEMPLATE… --to FOLDER --set name=value …

Standard library only, since it runs before anything is installed. The tests and the benchmark
use it too, so what they measure is what a server has.
"""

import argparse
import re
import sys
from pathlib import Path

PLACE = re.compile(r"\{\{ (\w+) \}\}")


def render(text: str, values: dict[str, str]) -> str:
    """Return the text with its places filled in; KeyError for one that has no value.

    A line of nothing but a place whose value is empty disappears.
    """
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
