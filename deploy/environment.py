#!/usr/bin/env python3
"""Reads files of settings, `NAME=value` a line, as systemd does: no shell, so `&` and `$` are text.

    deploy/environment.py FILE… -- COMMAND…    runs a command with what the files say
    deploy/environment.py FILE… --print        each as NAME=value and a zero byte, for scripts

A later file holds over an earlier one. Standard library only: it runs before anything is installed,
and when the portal does not.
"""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

# Quoted pieces, then what is not quoted to the end of the line, as `EnvironmentFile=` takes them.
# A line that begins otherwise, such as a comment, is none.
QUOTED = r"""'[^']*'|"(?:\\[\s\S]|[^"\\])*\""""
LINE = re.compile(
    rf"^[ \t]*([A-Za-z_]\w*)[ \t]*=[ \t]*((?:(?:{QUOTED})[ \t]*)*)((?:\\[\s\S]|[^\\\n])*)",
    re.MULTILINE,
)


def read(text: str) -> dict[str, str]:
    """Return the settings of a file."""
    return {name: quoted(first) + plain(rest) for name, first, rest in LINE.findall(text)}


def quoted(text: str) -> str:
    """Return quoted pieces without their quotes."""
    pieces = re.findall(QUOTED, text)
    return "".join(
        piece[1:-1] if piece[0] == "'" else re.sub(r'\\(["\\`$])|\\\n', r"\1", piece[1:-1])
        for piece in pieces
    )


def plain(text: str) -> str:
    """Return what is not quoted: a backslash takes the next sign as it is, and joins lines."""
    return re.sub(r"\\\n|\\(.)", r"\1", text.rstrip(" \t\r"))


def read_files(paths: Iterable[str | Path]) -> dict[str, str]:
    """Return the settings of several files; the later ones hold."""
    values = {}
    for path in paths:
        values |= read(Path(path).read_text("utf-8"))
    return values


def main() -> None:
    arguments = sys.argv[1:]
    if "--" in arguments[:-1]:
        middle = arguments.index("--")
        files, command = arguments[:middle], arguments[middle + 1 :]
        os.execvpe(command[0], command, os.environ | read_files(files))
    if arguments[-1:] == ["--print"]:
        for name, value in read_files(arguments[:-1]).items():
            sys.stdout.write(f"{name}={value}\0")
        return
    sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(str(error))
