"""Response time of the admin's edit forms, compared with a form of stock Wagtail.

Stock is the edit form of a page of the official demo, named by its public URL. Both are requested
from the application server, with a session, in turns. The comparison is biased: the demo's form has
half as many fields, since ours have each text in two languages.
"""

from collections.abc import Callable
from os import environ
from statistics import median
from time import perf_counter
from urllib.parse import urlsplit

import requests
from bs4 import BeautifulSoup

from .editor import Editor
from .figures import ROUNDS, seconds_for
from .stack import Stack

# The demo's account, as in its README.
DEMO_ACCOUNT = environ.get("DEMO_ACCOUNT", "admin:changeme")
FORMS = {
    "content": "SELECT max(basepage_ptr_id) FROM pages_contentpage",
    "event": "SELECT max(basepage_ptr_id) FROM history_historyeventpage",
    "programme": "SELECT max(basepage_ptr_id) FROM programs_programpage",
}


def over_stock(stack: Stack, demo: str) -> dict[str, float]:
    """Return the worst ratio of our forms to the demo's, by medians of rounds, and milliseconds."""
    editor = Editor(stack).sign_in()
    asked = {"stock": stock_form(demo)}
    for name, statement in FORMS.items():
        ((number,),) = stack.sql(statement)
        path = f"/admin/pages/{number}/edit/"
        # A page that was never edited in the admin gets its first revision now, and redirects.
        editor.session.get(stack.address + path, timeout=60).raise_for_status()
        asked[name] = lambda path=path: seconds_for(stack, editor.session, path)
    taken = {name: [] for name in asked}
    for _round in range(ROUNDS * 6):
        for name, ask in asked.items():
            taken[name].append(ask())
    # The first rounds compile templates, in each process.
    medians = {name: median(found[ROUNDS:]) for name, found in taken.items()}
    print("  " + ", ".join(f"{name} {1000 * each:.0f} ms" for name, each in medians.items()))
    worst = max(medians[name] for name in FORMS)
    return {
        "form_over_stock": round(worst / medians["stock"], 2),
        "form_ms": round(1000 * worst),
        "stock_form_ms": round(1000 * medians["stock"]),
    }


def stock_form(demo: str) -> Callable[[], float]:
    """Sign in to the demo; return a function that requests its form and returns the seconds."""
    parts = urlsplit(demo)
    site = f"{parts.scheme}://{parts.netloc}"
    session = requests.Session()
    session.trust_env = False
    found = session.get(
        f"{site}/api/v2/pages/find/",
        params={"html_path": parts.path},
        timeout=60,
        allow_redirects=False,
    )
    number = found.headers["Location"].rstrip("/").rpartition("/")[2]
    url = f"{site}/admin/login/"
    shown = BeautifulSoup(session.get(url, timeout=60).text, "html.parser")
    token = shown.select_one("input[name=csrfmiddlewaretoken]")["value"]
    name, _colon, password = DEMO_ACCOUNT.partition(":")
    fields = {"username": name, "password": password, "csrfmiddlewaretoken": token}
    session.post(url, fields, headers={"Referer": url}, timeout=60)

    def ask() -> float:
        start = perf_counter()
        # A new connection each time, as for our form.
        answer = requests.get(
            f"{site}/admin/pages/{number}/edit/",
            cookies=session.cookies,
            timeout=60,
            allow_redirects=False,
        )
        taken = perf_counter() - start
        if answer.status_code != 200:
            raise RuntimeError(f"The demo's form: {answer.status_code}")
        return taken

    return ask
