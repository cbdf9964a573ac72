"""`make run` from its first start to Ctrl-C, with real processes and a database of its own."""

import json
import os
import re
import signal
import stat
import subprocess
from pathlib import Path

import pytest
import requests
from bs4 import BeautifulSoup

from oim_portal.accounts.roles import TABLE
from oim_portal.local.postgres_cluster import accepts_connections
from oim_portal.web.headers import OTHER_HEADERS, PUBLIC_POLICY, policy_text

from .portal_process import LIMIT, answers, processes, wait_until


def test_every_page_is_served_with_productions_headers_and_no_cookie(portal):
    addresses = re.findall(f"<loc>{portal.address}(.*?)</loc>", portal.get("/sitemap.xml").text)
    assert len(addresses) > 40
    for address in addresses:
        answer = portal.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Content-Security-Policy"] == policy_text(PUBLIC_POLICY)
        assert {name: answer.headers[name] for name in OTHER_HEADERS} == OTHER_HEADERS
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("address", "heading"), [("/es/nada/", "Página no encontrada"), ("/en/nada/", "Page not found")]
)
def test_what_does_not_exist_is_answered_in_the_language_of_the_address(portal, address, heading):
    answer = portal.get(address)
    assert answer.status_code == 404
    assert BeautifulSoup(answer.text, "html.parser").h1.get_text() == heading


def test_static_files_are_hashed_and_kept_by_browsers_for_ever(portal):
    page = BeautifulSoup(portal.get("/es/").text, "html.parser")
    sheet = page.find("link", rel="stylesheet")["href"]
    assert re.fullmatch(r"/static/css/portal\.[0-9a-f]{12}\.css", sheet)
    assert "immutable" in portal.get(sheet).headers["Cache-Control"]


def test_it_says_which_addresses_to_open_and_where_the_accounts_are(portal):
    said = portal.said()
    for path in ("/es/", "/en/", "/admin/"):
        assert f"{portal.address}{path}" in said
    assert str(portal.var / "accounts.txt") in said
    assert "django_tasks" not in said


def test_each_role_has_an_account_in_a_file_that_only_its_owner_may_read(portal):
    assert stat.S_IMODE((portal.var / "accounts.txt").stat().st_mode) == 0o600
    accounts = portal.accounts()
    assert list(accounts) == ["superuser", *(role.key for role in reversed(TABLE))]
    assert all(email == f"{role}@localhost" for role, (email, _password) in accounts.items())
    assert len({password for _email, password in accounts.values()}) == len(accounts)
    lines = (portal.var / "accounts.txt").read_text().splitlines()
    assert all(re.fullmatch(r"\w+\t\w+@localhost\t\S{12,}", line) for line in lines)


def test_the_passwords_of_the_file_open_the_admin(portal):
    email, password = portal.accounts()["editor"]
    browser = requests.Session()
    door = browser.get(f"{portal.address}/admin/")
    assert "/admin/" not in door.url.partition("?")[0]
    form = BeautifulSoup(door.text, "html.parser").select_one("form[method=post]")
    fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    answer = browser.post(door.url, fields | {"login": email, "password": password})
    assert answer.url == f"{portal.address}/admin/"
    assert answer.status_code == 200


def test_a_port_in_use_is_told_in_a_clear_sentence(portal):
    second = portal.launch(stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said, _nothing = second.communicate(timeout=LIMIT)
    assert second.returncode == 1
    assert said == f"Port {portal.port} is in use. Choose another: make run PORT=8001\n"


@pytest.mark.parametrize("name", ["db_worker", "slow_worker", "scheduler"])
def test_a_worker_that_dies_is_started_again(portal, name):
    def running() -> list[int]:
        return [pid for pid in portal.descendants() if name in command_line(pid)]

    (first,) = running()
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: len(running()) == 1 and running() != [first])


def command_line(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except FileNotFoundError:  # it has ended meanwhile
        return []


@pytest.mark.full
def test_after_kill_9_nothing_stays_and_the_next_start_changes_no_content(portal):
    def kept():
        return json.dumps(
            [
                portal.rows("SELECT count(*), max(created_at) FROM wagtailcore_revision"),
                portal.rows("SELECT * FROM pages_basepage ORDER BY id"),
                portal.rows("SELECT email, password FROM accounts_user ORDER BY id"),
                (portal.var / "accounts.txt").read_text(),
            ],
            default=str,
        )

    before, started = kept(), portal.descendants()
    assert len(started) >= 5, "the guard, two workers, the site and its workers"
    os.kill(portal.process.pid, signal.SIGKILL)
    portal.process.wait(LIMIT)
    wait_until(lambda: not started & set(processes()))
    assert not answers(portal.port)

    portal.start()
    assert portal.get("/es/quienes-somos/mision/").status_code == 200
    assert "nothing new" in portal.said()
    assert kept() == before


def test_ctrl_c_ends_everything_that_was_started(portal):
    started = portal.descendants()
    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(LIMIT) == 0
    assert not started & set(processes())
    assert not answers(portal.port)
    assert "Traceback" not in portal.said()
    wait_until(lambda: not accepts_connections(portal.cluster))
