"""A whole server on loopback, with nginx. Needs Debian's nginx and wrk: `make test-operations`."""

import ssl
from contextlib import closing
from http.client import HTTPSConnection

import pytest

from ..bench.editor import Editor
from ..bench.nginx import HOST
from ..bench.stack import Stack


def pytest_collection_modifyitems(items):
    """Run the tests of this folder in `make test-operations` and `make test-all` only."""
    for item in items:
        if "operations" in item.path.parts:
            item.add_marker(pytest.mark.operations)
            item.add_marker(pytest.mark.full)


APPLICATION = "application"


class Server(Stack):
    """A stack whose settings a test may change before it starts something anew."""

    more: dict[str, str] = {}
    around: tuple[str, ...] = ()

    def environment(self) -> dict[str, str]:
        return super().environment() | self.more

    def run_in_background(self, name: str, command: list[str]) -> None:
        super().run_in_background(name, [*(self.around if name == APPLICATION else ()), *command])

    def ask_for(self, address: str) -> tuple[int, str | None]:
        """Ask nginx for an address exactly as it is written; return status and X-Cache."""
        tls = ssl.create_default_context(cafile=self.session.verify)
        connection = HTTPSConnection(HOST, self.ports["https"], context=tls, timeout=60)
        with closing(connection):
            connection.putrequest("GET", address, skip_accept_encoding=True)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.headers["X-Cache"]

    def start_anew_with(self, around: tuple[str, ...] = (), **more: str) -> None:
        """Start the application inside another command, with these variables besides.

        Without either it is started as it was.
        """
        self.around, self.more = around, more
        self.stop(APPLICATION)
        self.start_application()


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    """Everything runs, with a hundred pages in two languages besides the first content."""
    with Server(tmp_path_factory.mktemp("server")) as made:
        made.prepare()
        made.manage("make_bulk_content", "--force", "--pages", "100", "--events", "20")
        made.start_application()
        made.start_workers()
        made.start_nginx()
        yield made


@pytest.fixture(autouse=True)
def restart_what_ended(request):
    """Restart what a test before ended, such as the workers when it killed the database."""
    if "stack" in request.fixturenames:
        request.getfixturevalue("stack").restart_what_ended()


@pytest.fixture(scope="session")
def editor(stack):
    return Editor(stack).sign_in()


@pytest.fixture
def bulk_page(stack):
    """A published page of its own for each test: its number and its address in Spanish."""
    rows = stack.sql(
        "SELECT id, url_path FROM pages_basepage JOIN pages_contentpage ON id = basepage_ptr_id"
        " WHERE live AND slug LIKE 'medicion-%'"
        " AND id NOT IN (SELECT page_id FROM wagtailcore_pageviewrestriction)"
        " ORDER BY id DESC LIMIT 1"
    )
    ((number, path),) = rows
    return number, "/es/" + path.removeprefix("/").split("/", 1)[1]
