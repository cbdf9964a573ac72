"""What `deploy/install` does to a server that runs, while visitors read: nobody notices."""

import os
import signal
import threading

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from ..bench.load import Wrk
from ..bench.outage import public_paths, warm
from ..bench.stack import WORKERS

ROUND = 3  # seconds of load at a time, as long as the upgrade takes


def read(stack, paths, ended, counted) -> None:
    """Load the portal until the upgrade has ended, and note what was answered."""
    while not ended.is_set():
        counted.append(Wrk(stack.folder, stack.address, paths).start(ROUND).result())


def test_an_upgrade_under_load_costs_no_page(stack):
    paths = public_paths(stack)[:200]
    warm(stack, paths)
    stack.manage("publish_scheduled")
    ended, counted = threading.Event(), []
    readers = threading.Thread(target=read, args=(stack, paths, ended, counted))
    readers.start()
    try:
        upgrade(stack)
    finally:
        ended.set()
        readers.join()
        stack.sql("ALTER TABLE pages_basepage DROP COLUMN IF EXISTS of_the_new_release")
    assert sum(each.failed for each in counted) == 0
    assert sum(each.requests for each in counted) > 1000


def upgrade(stack) -> None:
    """Do the steps of `deploy/install`; in between, ask for what no copy is kept of."""
    stack.manage("backup", str(stack.folder / "before-upgrade"))
    # The former release works with the tables of the new one.
    stack.sql("ALTER TABLE pages_basepage ADD COLUMN of_the_new_release integer NOT NULL DEFAULT 0")
    stack.manage("migrate", "--no-input", "-v0")
    assert stack.direct("/es/").status_code == 200
    stack.stop("application")
    for name in WORKERS:
        stack.stop(name)
    answer = stack.get("/es/buscar/?q=historia")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    stack.start_application()
    stack.start_workers()
    stack.wait_for(lambda: stack.get("/es/buscar/?q=historia").status_code == 200)
    stack.wait_for(lambda: stack.direct("/health/ready").status_code == 200)


def test_nginx_takes_its_new_configuration_while_people_read(stack):
    paths = public_paths(stack)[:20]
    warm(stack, paths)
    # It closes connections that nobody uses at that moment: browsers then ask again by themselves.
    with requests.Session() as browser:
        browser.trust_env, browser.verify = False, stack.session.verify
        browser.mount("https://", HTTPAdapter(max_retries=Retry(total=2)))
        for turn, path in enumerate(paths * 10):
            if turn % 50 == 25:
                os.kill(stack.processes["nginx"].pid, signal.SIGHUP)  # `systemctl reload nginx`
            assert browser.get(stack.address + path, timeout=60).status_code == 200
