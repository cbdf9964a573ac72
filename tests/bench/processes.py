"""Free ports and child processes (Linux)."""

import socket
from pathlib import Path


def free_ports(count: int) -> list[int]:
    """Return ports that are unused at this moment."""
    sockets = [socket.socket() for _each in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def children(pid: int) -> list[int]:
    """Return the child processes of a process."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(each) for each in task.read_text().split()]
    return found
