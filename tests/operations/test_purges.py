"""Copies in the cache after a publication and after a withdrawal, seen while the rest is dead.

As long as the application runs, a question for an old copy brings a new one; what the cache itself
holds is seen without it.
"""

import json
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from django_tasks_db.models import DBTaskResult

from ..pictures import encoded, scene
from ..portal_process import free_port
from ..recording_cache import RecordingCache

FEED = "/es/novedades.xml"
SHOWING = ("/es/", FEED)
TASKS = DBTaskResult._meta.db_table
#: An event that the front page and a programme name; prints where else its title is seen.
EVENT = """
import json
from history.models import HistoryEventPage
from history.timeline import neighbours
from pages.models import HomeMoment, HomePage
from pages.models.publishing_guard import publishing_reason
from programs.models import ProgramEvent, ProgramPage
event = HistoryEventPage.objects.get(slug="1974-retorno")
program = ProgramPage.objects.first()
with publishing_reason("test"):
    HomeMoment.objects.create(page=HomePage.objects.get(), shown=event)
    ProgramEvent.objects.create(page=program, event=event)
    event.title = "Un título que acaba de cambiar"
    event.save_revision().publish()
others = HistoryEventPage.objects.published().order_by("date_sort", "pk")
shown = [event.get_parent(), HomePage.objects.get(), program, *neighbours(event, list(others))]
print(json.dumps([page.url_in("es") for page in shown]))
"""
#: The front page shows a page; the worker notes it in the index by which it is found, some time.
MOMENT = """
from wagtail.models import ReferenceIndex
from pages.models import HomeMoment, HomePage
from pages.models.publishing_guard import publishing_reason
home = HomePage.objects.get()
with publishing_reason("test"):
    HomeMoment.objects.create(page=home, shown_id={number})
ReferenceIndex.create_or_update_for_object(home)
"""
PICTURE = """
import json
from history.models import HistoryEventPage, HistoryPage
from oim_portal.media.models import PortalImage
from pages.models.publishing_guard import publishing_reason
from tests.pictures import encoded, scene, upload
file = upload(encoded(scene(), "jpg"), "foto.jpg")
image = PortalImage(title="Foto", file=file, consent="nobody")
image.save()
with publishing_reason("test"):
    page = HistoryPage.objects.get().add_child(
        instance=HistoryEventPage(title="Con foto", slug="con-foto", image=image)
    )
    page.save_revision().publish()
print(json.dumps([image.pk, page.url_in("es")]))
"""
DOCUMENT = """
import json
from django.core.files.base import ContentFile
from oim_portal.media.models import PortalDocument
document = PortalDocument(title="Datos", file=ContentFile(b"a,b", name="datos.csv"))
document.save()
print(json.dumps([document.pk, document.url]))
"""


def made(stack, code: str) -> list:
    return json.loads(stack.manage("shell", "-v0", "-c", code))


def waits(stack, task: str) -> bool:
    """Say whether a task of the cache's is waiting or being done."""
    return stack.sql(
        f"SELECT 1 FROM {TASKS} WHERE status IN ('READY', 'RUNNING')"
        f" AND task_path = 'oim_portal.frontend_cache.tasks.{task}'"
    )


def wait_for_pass(stack) -> None:
    stack.wait_for(lambda: not waits(stack, "refresh_everything"))


@contextmanager
def without_application(stack):
    stack.kill("application")
    try:
        yield
    finally:
        stack.start_application()


def published(stack, editor, bulk_page, title: str) -> tuple[int, str]:
    """Publish a page under a title of its own, on the front page too; return it and its address."""
    number, path = bulk_page
    stack.manage("shell", "-v0", "-c", MOMENT.format(number=number))
    assert editor.save(number, title, publish=True)
    wait_for_pass(stack)
    for address in (path, *SHOWING):
        assert title in stack.get(address).text, address
    return number, path


def test_what_shows_a_page_is_new_when_the_pass_is_through(stack):
    wait_for_pass(stack)
    shown = made(stack, EVENT)
    wait_for_pass(stack)
    with without_application(stack):
        for path in (*shown, "/es/quienes-somos/historia/1974-retorno/", FEED):
            answer = stack.get(path)
            assert (answer.status_code, path) == (200, path)
            assert "Un título que acaba de cambiar" in answer.text, path
        assert "<lastmod>" in stack.get("/sitemap.xml").text
        assert stack.get("/es/datos/").status_code == 200


@pytest.mark.parametrize("way", ["withdraw", "delete", "make_private"])
def test_nobody_sees_what_was_withdrawn_from_the_answer_on(stack, editor, bulk_page, way):
    title = f"Retirada por {way}"
    number, path = published(stack, editor, bulk_page, title)
    getattr(editor, way)(number)

    def is_seen() -> list[str]:
        lists = [address for address in SHOWING if title in stack.get(address).text]
        return lists + [path] * (stack.get(path).status_code == 200)

    assert is_seen() == []
    with without_application(stack):
        assert is_seen() == []
    assert is_seen() == []


def test_a_replaced_picture_is_on_no_page_from_the_answer_on(stack, editor):
    number, path = made(stack, PICTURE)
    index = f"SELECT 1 FROM wagtailcore_referenceindex WHERE to_object_id = '{number}'"
    stack.wait_for(lambda: stack.sql(index) and not waits(stack, "refresh_everything"))
    old = picture_of(stack, path)
    editor.confirm(
        f"images/{number}/",
        {"replace_everywhere": "on"},
        file=("otra.jpg", encoded(scene(size=(900, 700)), "jpg"), "image/jpeg"),
    )
    with without_application(stack):
        assert picture_of(stack, path) != old
    assert stack.get(old).status_code == 404


def picture_of(stack, path: str) -> str:
    return BeautifulSoup(stack.get(path).text, "html.parser").select_one("main img")["src"]


def test_a_deleted_document_is_not_to_be_had_from_the_answer_on(stack, editor):
    number, path = made(stack, DOCUMENT)
    answers = [stack.get(path) for _try in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert "HIT" not in {answer.headers.get("X-Cache") for answer in answers}
    editor.confirm(f"documents/delete/{number}/", {})
    assert stack.get(path).status_code == 404
    with without_application(stack):
        assert stack.get(path).status_code == 503


def test_the_author_is_told_of_what_is_outstanding_and_it_is_done_first_at_the_next_start(
    stack, editor, bulk_page
):
    title = "Retirada sin caché"
    number, path = published(stack, editor, bulk_page, title)
    stack.stop("worker")
    hanging = RecordingCache()
    hanging.hangs = True
    try:
        stack.start_anew_with(PORTAL_CACHE_URL=f"http://127.0.0.1:{free_port()}")
        editor.withdraw(number)
        told = editor.session.get(editor.admin(""), timeout=60).text
        assert "queda pendiente de borrarse" in told
        assert "Copias de lo retirado" in unwell(stack)
        # A worker that is killed while it waits for the cache leaves everything to the next one.
        stack.more = {"PORTAL_CACHE_URL": hanging.url}
        stack.start_worker()
        stack.wait_for(lambda: path in hanging.paths)
        stack.kill("worker")
    finally:
        hanging.stop()
        stack.start_anew_with()
    # The machine is off for a while.
    stack.sql(f"UPDATE {TASKS} SET run_after = now() WHERE status = 'READY'")
    stack.start_worker()
    stack.wait_for(lambda: "Copias de lo retirado" not in unwell(stack))
    with without_application(stack):
        assert stack.get(path).status_code != 200
        assert all(title not in stack.get(address).text for address in SHOWING)


def unwell(stack) -> str:
    return stack.manage("unwell_jobs", "--language", "es")


def test_nothing_with_a_query_is_kept_for_an_outage(stack):
    history = "/es/quienes-somos/historia/"
    paths = [
        *(f"{history}?decada=1960", "/es/?x=1", "/es/buscar/?q=retorno", f"{FEED}?x=1"),
        *("/es/datos/?x=1", "/sitemap.xml?x=1", "/robots.txt?x=1", "/es/nada/?x=1"),
    ]
    for path in paths:
        answers = [stack.get(path) for _try in range(3)]
        assert "HIT" not in {answer.headers.get("X-Cache") for answer in answers}, path
    with without_application(stack):
        assert {path: stack.get(path).status_code for path in paths} == dict.fromkeys(paths, 503)
