"""The colours of `css/tokens.css`, for what no style sheet reaches: browsers' bars, icons.

Each is said once, there; `tests/test_brand.py` changes one and looks what follows.
"""

import re
from functools import cache
from pathlib import Path

SHEET = Path(__file__).resolve().parents[1] / "static" / "css" / "tokens.css"
DARK = "@media (prefers-color-scheme: dark)"
VALUE = re.compile(r"(--[\w-]+):\s*([^;]+);")
REFERENCE = re.compile(r"var\((--[\w-]+)\)")


def colours(sheet: str) -> dict[str, dict[str, str]]:
    """Return the values of a sheet of tokens by colour scheme, "light" and "dark", and name."""
    light, _dark, rest = sheet.partition(DARK)
    values = {"light": dict(VALUE.findall(light))}
    values["dark"] = values["light"] | dict(VALUE.findall(rest.partition("@media")[0]))
    return {
        scheme: {
            name: REFERENCE.sub(lambda match, named=named: named[match[1]], value)
            for name, value in named.items()
        }
        for scheme, named in values.items()
    }


@cache
def of_the_portal() -> dict[str, dict[str, str]]:
    return colours(SHEET.read_text("utf-8"))
