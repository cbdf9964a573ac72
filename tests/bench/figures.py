"""Measures of `make bench`. Ratios are of one run, by medians of rounds."""

import time
from collections.abc import Callable
from math import ceil
from pathlib import Path
from statistics import median

import requests

from . import nginx
from .editor import Editor
from .load import Wrk
from .nginx import HOST
from .stack import Stack

ROUNDS = 5
HOME, MISSION, HISTORY = "/es/", "/es/quienes-somos/mision/", "/es/quienes-somos/historia/"
# The first page of the first section that make_bulk_content adds.
PAGE = "/es/medicion-1/medicion-1/"
NEWS = [
    f"/es/noticias/{path}"
    for path in ("", "?pagina=2", "2024/", "provincia/ec-p/", "noticias.xml", "2024/noticias.json")
]
PUBLICATIONS = [
    f"/es/publicaciones/{path}"
    for path in (
        "",
        "?pagina=2",
        "tipo/informe/",
        "publicaciones.xml",
        "tipo/informe/publicaciones.json",
    )
]
ROWS = 50  # per page of the admin's list


def cached_over_static(stack: Stack, seconds: int = 5) -> dict[str, float]:
    """Compare pages from nginx's cache with the same bytes as a static file, both by TLS.

    Once with the file opened for each request, and once with open files cached as those of the page
    cache are. The lower ratio of home and history. All are requested compressed, as browsers do.
    """
    restart_with_open_files(stack)
    ratios = {"cached_over_static": [], "cached_over_open_static": []}
    for name, path in (("home", HOME), ("history", HISTORY)):
        write_as_file(stack, path, name)
        rates = {path: [], f"/static/bench/{name}.html": [], f"{nginx.OPEN}bench/{name}.html": []}
        for _round in range(ROUNDS):
            for asked, found in rates.items():
                wrk = Wrk(stack.folder, stack.address, [asked])
                found.append(
                    rate_without_failures(wrk.start(seconds, headers={"Accept-Encoding": "gzip"}))
                )
        cached, *files = map(median, rates.values())
        for figure, rate in zip(ratios.values(), files, strict=True):
            figure.append(cached / rate)
    return {figure: round(min(found), 2) for figure, found in ratios.items()}


def restart_with_open_files(stack: Stack) -> None:
    nginx.add_open_files(stack.folder)
    stack.stop("nginx")
    stack.run_nginx()
    stack.wait_for(lambda: stack.get(HOME).status_code == 200)


def write_as_file(stack: Stack, path: str, name: str) -> None:
    """Write the bytes of a cached page to a static file `bench/<name>.html`."""
    stack.wait_for(lambda: stack.get(path).headers.get("X-Cache") == "HIT")
    answer = stack.get(path, headers={"Accept-Encoding": "gzip"}, stream=True)
    folder = stack.var / "static" / "bench"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.html").write_bytes(b"")  # nginx looks for the compressed one first
    (folder / f"{name}.html.gz").write_bytes(answer.raw.read(decode_content=False))


def rate_without_failures(wrk: Wrk) -> float:
    """Return the requests per second of a run; raise RuntimeError if one of them failed."""
    counted = wrk.result()
    if counted.failed or not counted.requests:
        raise RuntimeError(f"{wrk.address}: {counted}")
    return counted.per_second


def uncached_per_second(stack: Stack, seconds: int = 5) -> float:
    """Return requests per second of home, mission and history, each rendered by the application."""
    return rounds(lambda: direct_rate(stack, [HOME, MISSION, HISTORY], seconds))


def uncached_over_demo(stack: Stack, demo: str, seconds: int = 5) -> float:
    """Compare them with a page of another application at the URL `demo`, round by round."""
    base, slash, path = demo.partition("://")[2].partition("/")
    ours, theirs = [], []
    for _round in range(ROUNDS):
        ours.append(direct_rate(stack, [HOME, MISSION, HISTORY], seconds))
        wrk = Wrk(stack.folder, f"http://{base}", [slash + path])
        theirs.append(rate_without_failures(wrk.start(seconds)))
    return round(median(ours) / median(theirs), 1)


def direct_rate(stack: Stack, paths: list[str], seconds: int) -> float:
    wrk = Wrk(stack.folder, f"http://127.0.0.1:{stack.ports['application']}", paths)
    return rate_without_failures(wrk.start(seconds, headers=as_nginx_asks(stack)))


def as_nginx_asks(stack: Stack) -> dict[str, str]:
    return {
        "Host": f"{HOST}:{stack.ports['https']}",
        "X-Forwarded-Proto": "https",
        "Accept-Encoding": "gzip",
    }


# Invalidates the caches of processes (pages/site_cache.py) without a visible change.
CHANGE = "UPDATE wagtailcore_site SET site_name = site_name"


def large_over_small(small: Stack, large: Stack, path: str, changed: bool = False) -> float:
    """Return how much longer the application takes for a URL with more content: medians of rounds.

    `changed` measures the first response after a change, for which all caches are rebuilt.
    """

    def ask(stack: Stack) -> float:
        if changed:
            stack.sql(CHANGE)
        return seconds_for(stack, stack.session, path)

    # A page takes some milliseconds: with fewer rounds, the worst of several ratios is random.
    return in_turns(small, large, ask, rounds=ROUNDS * (8 if changed else 40))


def listing_over_small(small: Stack, large: Stack) -> dict[str, float]:
    """Compare the admin's list of the pages of the first section that is added.

    `rows`: the last page of the long list, which has as many rows as the short list. `parts`: its
    first page, full, against the short list: how much longer the rows take.
    """
    sessions = {stack: Editor(stack).sign_in().session for stack in (small, large)}
    sections = {stack: first_section(stack) for stack in sessions}
    children = {stack: count for stack, (_number, count) in sections.items()}
    if children[large] % ROWS != children[small]:
        raise RuntimeError("The last part of the long list has not as many rows as the short one.")

    def over_small(part: str) -> float:
        def ask(stack: Stack) -> float:
            path = f"/admin/pages/{sections[stack][0]}/{part if stack is large else ''}"
            return seconds_for(stack, sessions[stack], path)

        return in_turns(small, large, ask)

    return {"rows": over_small(f"?p={ceil(children[large] / ROWS)}"), "parts": over_small("")}


def first_section(stack: Stack) -> tuple[int, int]:
    """Return the primary key of the first section that is added, and the number of its pages."""
    (found,) = stack.sql(
        "SELECT id, numchild FROM pages_basepage JOIN pages_sectionpage ON id = basepage_ptr_id"
        " WHERE slug = 'medicion-1'"
    )
    return found


def in_turns(
    small: Stack, large: Stack, ask: Callable[[Stack], float], rounds: int = ROUNDS * 4
) -> float:
    """Return the median of what `ask` returns for one server, over that for the other."""
    taken = {small: [], large: []}
    for _round in range(rounds):
        for stack, found in taken.items():
            found.append(ask(stack))
    return median(taken[large]) / median(taken[small])


def first_over_later(stack: Stack) -> float:
    """Return how much longer the first response after a change takes: the worst of three."""
    ratios = []
    for path in (HOME, MISSION, HISTORY):
        first, later = [], []
        for _round in range(ROUNDS * 4):
            stack.sql(CHANGE)
            first.append(seconds_for(stack, stack.session, path))
            # Each worker has its own cache: the next response may be the first of another.
            again = [seconds_for(stack, stack.session, path) for _time in range(6)]
            later.append(median(again))
        ratios.append(median(first) / median(later))
    return max(ratios)


def seconds_for(stack: Stack, session: requests.Session, path: str) -> float:
    """Return the seconds that the application takes to render a URL."""
    address = f"http://127.0.0.1:{stack.ports['application']}{path}"
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in session.cookies)
    headers = as_nginx_asks(stack) | ({"Cookie": cookies} if cookies else {})
    start = time.perf_counter()
    answer = requests.get(address, headers=headers, timeout=60, allow_redirects=False)
    taken = time.perf_counter() - start
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return taken


def restore_seconds(stack: Stack, gigabytes: float = 2) -> float:
    """Return the seconds of a restoration, fully compared, of this server and so much media."""
    fill(stack.var / "media" / "images", int(gigabytes * 1000))
    folder = stack.folder / "backup"
    stack.manage("backup", str(folder))
    start = time.perf_counter()
    said = stack.manage("restore", str(folder))
    taken = time.perf_counter() - start
    if "are equal" not in said:
        raise RuntimeError(said)
    return round(taken, 1)


def fill(folder: Path, megabytes: int) -> None:
    """Write files of a megabyte of random bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    with open("/dev/urandom", "rb") as source:
        for number in range(megabytes):
            (folder / f"bench-{number}.jpg").write_bytes(source.read(1_000_000))


def rounds(measure: Callable[[], float]) -> float:
    return median(measure() for _round in range(ROUNDS))
