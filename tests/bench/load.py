"""Load generation by wrk (Debian's package): requests per second, and failed requests."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Requests the URLs in turn; the threads begin at different ones.
SCRIPT = """
local paths = {{ {paths} }}
local turn = 0
function setup(thread) thread:set("first", turn); turn = turn + 37 end
function init(args) turn = first end
function request()
  turn = turn + 1
  return wrk.format("GET", paths[turn % #paths + 1])
end
"""


@dataclass(frozen=True)
class Load:
    """The counts of wrk: `failed` are responses other than 2xx or 3xx, and broken connections."""

    requests: int
    failed: int
    per_second: float


class Wrk:
    """A run of wrk: started by `start`, read by `result` when its time is over."""

    def __init__(self, folder: Path, address: str, paths: Sequence[str]) -> None:
        self.address = address
        self.script = folder / "wrk.lua"
        listed = ", ".join(f'"{path}"' for path in paths)
        self.script.write_text(SCRIPT.format(paths=listed))

    def start(
        self, seconds: int, connections: int = 16, headers: Mapping[str, str] | None = None
    ) -> "Wrk":
        command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s"]
        command += ["-s", str(self.script)]
        for name, value in (headers or {"Accept-Encoding": "gzip, deflate, br"}).items():
            command += ["-H", f"{name}: {value}"]
        self.process = subprocess.Popen([*command, self.address], stdout=subprocess.PIPE, text=True)
        return self

    def result(self) -> Load:
        """Wait for the end of the run, and return what was counted."""
        said, _nothing = self.process.communicate()
        return Load(
            requests=int(_number(r"(\d+) requests in", said)),
            failed=int(
                _number(r"Non-2xx or 3xx responses: (\d+)", said)
                + sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", said)))
            ),
            per_second=_number(r"Requests/sec:\s+([\d.]+)", said),
        )


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    return float(found[1]) if found else 0
