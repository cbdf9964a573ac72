"""Child processes with limits of memory and time, in which untrusted files are read.

Decoders and parsers read untrusted files. One that uses more memory or time than it may, or that
crashes, is stopped without harm to the process that serves pages. It gets the file and no
environment, hence none of the portal's secrets.
"""

import logging
import resource
import subprocess
import sys
from pathlib import Path

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]


class ChildFailed(Exception):  # noqa: N818 (it failed, and the file may be right)
    """A child process that did not end by itself; `output` is what it had written.

    `reason` is 'too_demanding' for a file that needs more than the limits, 'not_now' when there is
    no memory for a process, or it does not work.
    """

    def __init__(self, reason: str, output: bytes = b"") -> None:
        super().__init__(reason)
        self.reason, self.output = reason, output


def run(module: str, data: bytes, *arguments: object, seconds: int) -> bytes:
    """Return what `python -m module` writes, given a file on its standard input.

    It may use `seconds` of wall-clock time, and limits the rest by `limit`. Raises ChildFailed.
    """
    try:
        done = subprocess.run(  # noqa: S603 (a module of ours)
            [sys.executable, "-m", module, *map(str, arguments)],
            input=data,
            capture_output=True,
            timeout=seconds,
            cwd=ROOT,
            env={"MALLOC_ARENA_MAX": "1"},  # an arena for each thread would count as memory
        )
    except subprocess.TimeoutExpired as error:
        raise ChildFailed("too_demanding", error.stdout or b"") from error
    except OSError as error:  # no memory for a process, or too many of them
        logger.exception("The process of %s cannot be started.", module)
        raise ChildFailed("not_now") from error
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode > 0:
        logger.error("The process of %s does not work:\n%s", module, said)
        raise ChildFailed("not_now")
    if done.returncode < 0:
        logger.info("Signal %s ended the process of %s. %s", -done.returncode, module, said)
        raise ChildFailed("too_demanding", done.stdout)
    if said:
        logger.info("The process of %s said: %s", module, said)
    return done.stdout


def limit(seconds: int, memory: int) -> None:
    """Limit this process to seconds of CPU and bytes of address space; it leaves no core."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, seconds)
    limit_memory(memory)


def limit_memory(size: int) -> None:
    if sys.platform == "linux":  # other systems define this limit, but need not enforce it
        _limit(resource.RLIMIT_AS, size)


def _limit(kind: int, value: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
