"""Cache refresh after a publication: duration for 1,000 URLs, and requests served meanwhile.

Staff publish through nginx, the worker purges every URL, and visitors read.
"""

import time

from .editor import Editor
from .figures import rate_without_failures
from .load import Wrk
from .outage import public_paths, warm
from .stack import Stack

ADDRESSES = 1_000
TIMES = 5
MINUTE = 60  # seconds
# Names of the tasks that are queued or running.
UNDONE = (
    "SELECT task_path FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
)
ALL_PAGES = "oim_portal.frontend_cache.tasks.refresh_everything"
PAGE = (
    "SELECT id FROM pages_basepage JOIN pages_contentpage ON id = basepage_ptr_id"
    " WHERE live AND slug LIKE 'medicion-%' ORDER BY id DESC LIMIT 1"
)


def seconds_of_pass(stack: Stack, editor: Editor) -> float:
    """Return the longest time from the click on Publish until all pages are refreshed."""
    cached_paths(stack)
    taken = []
    for _time in range(TIMES):
        start = time.perf_counter()
        publish(stack, editor)
        wait_for_pass(stack)
        taken.append(time.perf_counter() - start)
    print(f"  passes: {' '.join(f'{each:.1f}' for each in taken)}", flush=True)
    return round(max(taken), 1)


def requests_a_second(stack: Stack, editor: Editor) -> dict[str, float]:
    """Return the requests per second in an idle minute, and in the minute after a publication."""
    paths = cached_paths(stack)
    wrk = Wrk(stack.folder, stack.address, paths)
    quiet = rate_without_failures(wrk.start(MINUTE))
    publish(stack, editor)
    after = rate_without_failures(wrk.start(MINUTE))
    return {"quiet_per_second": round(quiet), "after_publication_per_second": round(after)}


def cached_paths(stack: Stack) -> list[str]:
    """Return the paths to request, when all are cached and no refresh is running."""
    paths = public_paths(stack)
    if len(paths) < ADDRESSES:
        raise RuntimeError(f"Only {len(paths)} addresses: make more content.")
    warm(stack, paths)
    wait_for_pass(stack)
    return paths[:ADDRESSES]


def publish(stack: Stack, editor: Editor) -> None:
    """Publish one of the invented pages with another title."""
    ((number,),) = stack.sql(PAGE)
    if not editor.save(number, f"Medición {time.time()}", publish=True):
        raise RuntimeError("The page was not published.")


def wait_for_pass(stack: Stack) -> None:
    stack.wait_for(lambda: ALL_PAGES not in undone(stack))


def undone(stack: Stack) -> set[str]:
    return {name for (name,) in stack.sql(UNDONE)}
