"""A cache that hangs, fails or is gone: nobody waits, nothing is lost, the worker tries again."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from oim_portal.frontend_cache import sending, tasks
from oim_portal.frontend_cache.cached_urls import all_urls, portion
from oim_portal.operations import health
from oim_portal.web import purge_client
from pages.models import BasePage, HomePage, MissionPage

from .factories import publish_page
from .portal_process import free_port, wait_until
from .recording_cache import recording_cache

ADDRESS = "http://localhost:8000/es/"
PENDING = "queda pendiente de borrarse"


@pytest.fixture
def cache(settings):
    with recording_cache(settings) as running:
        sending.patience.reset()
        yield running
    sending.patience.reset()


@pytest.fixture
def impatient(monkeypatch):
    """A time limit that a test need not wait for."""
    monkeypatch.setattr(purge_client, "LIMIT", 0.2)


def notes(of=tasks.refresh_addresses):
    return DBTaskResult.objects.filter(task_path=of.module_path, status="READY")


def work() -> None:
    """Let the worker do what is due, and what would be."""
    DBTaskResult.objects.filter(task_path__startswith="oim_portal.frontend_cache").update(
        run_after=timezone.now()
    )
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def purge_owed() -> None:
    """Let the worker purge what is outstanding, and do nothing else."""
    notes(tasks.purge_owed).update(run_after=timezone.now())
    call_command("db_worker", max_tasks=1, interval=0, startup_delay=False, verbosity=0)


def unpublish(client) -> str:
    """Withdraw the mission as staff do; return the next screen that they see."""
    url = reverse("wagtailadmin_pages:unpublish", args=[MissionPage.objects.get().pk])
    return client.post(url, follow=True).text


def job(name: str):
    (found,) = [each for each in health.jobs() if each.name == name]
    return found


def rest() -> None:
    """Wait until the threads have nothing to do."""
    both = threading.Barrier(2)
    list(sending.THREADS.map(both.wait, [60, 60]))


@pytest.mark.django_db(transaction=True)
def test_the_worker_tells_the_cache_of_each_change_once_more(cache):
    """An answer that was being made when the change came may be stored after the first time."""
    publish_page(HomePage.objects.get())
    cache.wait_for("/es/", "/en/", "/sitemap.xml")
    rest()
    told = cache.paths
    assert all(note.run_after > timezone.now() for note in notes())
    notes(tasks.refresh_everything).delete()
    cache.received.clear()
    work()
    assert cache.paths == told
    assert not notes().exists()


@pytest.mark.django_db(transaction=True)
def test_what_several_changes_name_is_told_once_by_the_worker(cache):
    for _change in range(3):
        publish_page(HomePage.objects.get())
    rest()
    notes(tasks.refresh_everything).delete()
    cache.received.clear()
    work()
    assert len(cache.received) == len(cache.paths)


@pytest.mark.django_db
def test_a_change_and_the_note_of_it_are_committed_together(cache):
    """A process that dies right after the commit has left it to the worker."""
    with transaction.atomic():
        publish_page(HomePage.objects.get())
        assert notes().exists()
        assert notes(tasks.refresh_everything).exists()
        transaction.set_rollback(True)
    assert not notes().exists()
    assert not cache.received


@pytest.mark.django_db(transaction=True)
def test_a_page_that_cannot_be_made_keeps_no_other_waiting(cache):
    broken = {"/es/quienes-somos/mision/", "/es/", "/es/datos/"}
    cache.failing = broken
    publish_page(MissionPage.objects.get())
    rest()
    assert cache.paths > broken
    assert "/en/datos/" in cache.paths
    cache.received.clear()
    work()
    everywhere = {address.removeprefix("http://localhost:8000") for address in all_urls()}
    assert everywhere == cache.paths
    assert {path for note in notes() for path in note.args_kwargs["args"][0]} == {
        f"http://localhost:8000{path}" for path in broken
    }
    assert not job("cache").ok


@pytest.mark.django_db(transaction=True)
def test_without_a_request_the_worker_purges_what_was_withdrawn_before_all_else(cache):
    MissionPage.objects.get().unpublish()
    owed = DBTaskResult.objects.ready().first()
    assert owed.task_path == tasks.purge_owed.module_path
    purge_owed()
    assert {"/es/quienes-somos/mision/", "/en/quienes-somos/mision/", "/sitemap.xml"} <= cache.paths
    assert not notes(tasks.purge_owed).exists()
    assert job("withdrawals").ok


@pytest.mark.django_db(transaction=True)
def test_what_a_request_has_withdrawn_is_purged_once_more_by_the_worker(cache, admin_client):
    """An answer that was being made when it was withdrawn may be stored after the first time."""
    told = unpublish(admin_client)
    assert PENDING not in told
    assert "/es/quienes-somos/mision/" in cache.paths
    (owed,) = notes(tasks.purge_owed)
    assert owed.run_after > timezone.now()
    cache.received.clear()
    purge_owed()
    assert "/es/quienes-somos/mision/" in cache.paths
    assert not notes(tasks.purge_owed).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trouble", ["gone", "hangs", "fails"])
def test_the_author_of_a_withdrawal_is_told_of_a_cache_that_does_not_work(
    cache, impatient, admin_client, settings, trouble
):
    cache.hangs, cache.status = trouble == "hangs", 503 if trouble == "fails" else 200
    if trouble == "gone":
        settings.PORTAL_CACHE_URL = f"http://127.0.0.1:{free_port()}"
    told = unpublish(admin_client)
    assert PENDING in told
    assert not MissionPage.objects.get().live
    assert not job("withdrawals").ok
    purge_owed()  # in vain
    assert not job("withdrawals").ok
    assert int(job("withdrawals").detail) > 2
    cache.hangs, cache.status = False, 200
    cache.released.set()
    settings.PORTAL_CACHE_URL = cache.url
    cache.received.clear()
    purge_owed()
    assert {"/es/quienes-somos/mision/", "/en/quienes-somos/mision/", "/sitemap.xml"} <= cache.paths
    assert job("withdrawals").ok


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_leaves_what_was_withdrawn_to_the_next_one(cache, monkeypatch):
    MissionPage.objects.get().unpublish()
    waiting = []

    def killed(addresses, seconds):
        waiting.extend(notes(tasks.purge_owed).values_list("args_kwargs__args__0", flat=True))
        raise KeyboardInterrupt

    monkeypatch.setattr(tasks, "refresh_all", killed)
    with pytest.raises(KeyboardInterrupt):
        tasks.purge_owed.call(*notes(tasks.purge_owed).get().args_kwargs["args"])
    assert any("http://localhost:8000/es/quienes-somos/mision/" in each for each in waiting)
    monkeypatch.undo()
    purge_owed()
    assert "/es/quienes-somos/mision/" in cache.paths


@pytest.mark.django_db(transaction=True)
def test_what_is_withdrawn_and_taken_back_is_not_purged(cache):
    with transaction.atomic():
        MissionPage.objects.get().unpublish()
        transaction.set_rollback(True)
    assert not notes(tasks.purge_owed).exists()
    assert not cache.received


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_does_not_fail_though_nothing_can_be_noted(cache, admin_client, monkeypatch):
    def fail(*arguments, **options):
        raise RuntimeError("no")

    monkeypatch.setattr(tasks, "enqueue_purge", fail)
    unpublish(admin_client)
    assert not MissionPage.objects.get().live
    assert "/es/quienes-somos/mision/" in cache.paths


@pytest.mark.django_db
def test_the_pass_begins_with_what_was_published_last(cache):
    mission = MissionPage.objects.get()
    publish_page(mission)
    BasePage.objects.filter(slug="historia").update(last_published_at=None)
    addresses = all_urls()
    assert addresses[0].endswith("/es/quienes-somos/mision/")
    pages = [address for address in addresses if address.endswith("/es/quienes-somos/historia/")]
    assert addresses.index(pages[0]) > len(addresses) - 12
    assert len(addresses) == len(set(addresses))


@pytest.mark.django_db(transaction=True)
def test_the_pass_waits_for_a_cache_that_is_gone_where_it_stands(cache):
    cache.status = 503
    tasks.request_pass()
    work()
    (waiting,) = notes(tasks.refresh_everything)
    assert waiting.args_kwargs["args"] == [tasks.START, 0, 0]
    assert waiting.run_after > timezone.now()
    # Two are under way at a time.
    assert (
        purge_client.ON_END <= len(cache.received) <= purge_client.ON_END + purge_client.AT_ONCE - 1
    )
    cache.status = 200
    work()
    assert "/robots.txt" in cache.paths


@pytest.mark.django_db(transaction=True)
def test_pages_that_cannot_be_made_do_not_hold_up_the_pass_for_ever(cache):
    """All of a portion, of which those that are tried look as if the cache were gone."""
    addresses, _last = portion(tasks.START, tasks.PORTION)
    cache.failing = {address.removeprefix("http://localhost:8000") for address in addresses}
    tasks.request_pass()
    for _wait in range(tasks.MOST_WAITS + 1):
        assert "/robots.txt" not in cache.paths
        work()
    assert "/robots.txt" in cache.paths
    assert {path for note in notes() for path in note.args_kwargs["args"][0]} == set(addresses)


@pytest.mark.django_db(transaction=True)
def test_a_pass_begins_when_the_one_before_has_ended(cache):
    newest = portion(tasks.START, 1)[0][0].removeprefix("http://localhost:8000")
    tasks.refresh_everything.enqueue(1, 1, 0)
    tasks.request_pass()
    tasks.request_pass()
    work()
    assert [note.args_kwargs["args"][0] for note in notes(tasks.refresh_everything)] == [
        tasks.START
    ]
    assert "/robots.txt" in cache.paths
    assert newest not in cache.paths
    work()
    assert newest in cache.paths
    assert not notes(tasks.refresh_everything).exists()


@pytest.mark.django_db(transaction=True)
def test_publishing_does_not_wait_for_a_cache_that_hangs_and_the_worker_tries_again(
    cache, impatient
):
    cache.hangs = True
    page = HomePage.objects.get()
    publish_page(page)
    page.refresh_from_db()
    assert page.live
    wait_until(lambda: cache.received)
    assert not cache.released.is_set()  # it hung until now
    assert notes().exists()

    work()  # in vain: noted again, as tried
    assert notes().exists()
    assert all(note.args_kwargs["args"][1] for note in notes())

    cache.hangs = False
    cache.released.set()
    cache.received.clear()
    work()
    wait_until(lambda: not notes().exists())
    assert {"/es/", "/en/"} <= cache.paths


@pytest.mark.django_db(transaction=True)
def test_publishing_does_not_fail_with_a_cache_that_is_gone(cache, settings):
    settings.PORTAL_CACHE_URL = f"http://127.0.0.1:{free_port()}"
    page = HomePage.objects.get()
    page.lead_es = "Otra"
    publish_page(page)
    assert HomePage.objects.get().lead_es == "Otra"
    assert notes().exists()


@pytest.mark.django_db(transaction=True)
def test_a_page_goes_before_the_lists_of_earlier_changes_and_each_list_is_told_once(
    cache, monkeypatch
):
    monkeypatch.setattr(purge_client, "LIMIT", 60)  # the test decides how long it hangs
    cache.hangs = True
    for _change in range(3):
        publish_page(HomePage.objects.get())
        wait_until(lambda: len(cache.received) == 2)  # both threads wait for an answer
    publish_page(MissionPage.objects.get())
    cache.hangs = False
    cache.released.set()
    rest()
    paths = [path for _host, path in cache.received]
    mission = paths.index("/es/quienes-somos/mision/")
    assert mission < paths.index("/sitemap.xml")
    assert paths.count("/sitemap.xml") == 1


def test_one_purge_has_a_time_limit(cache, impatient):
    cache.hangs = True
    answers = []
    asking = threading.Thread(target=lambda: answers.append(purge_client.refresh(ADDRESS)))
    asking.start()
    asking.join(60)
    assert answers == [False]


@pytest.mark.parametrize(
    ("status", "worked"), [(200, True), (404, True), (301, True), (405, False), (503, False)]
)
def test_what_a_page_became_is_no_failure_but_a_refusal_is(cache, status, worked):
    cache.status = status
    assert purge_client.refresh(ADDRESS) is worked
    assert len(cache.received) == 1


def test_a_proxy_of_the_environment_is_not_asked(cache, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    assert purge_client.refresh(ADDRESS)


@pytest.mark.django_db(transaction=True)
def test_one_pass_over_all_pages_follows_however_many_changes_there_were(cache):
    for _change in range(3):
        publish_page(HomePage.objects.get())
    assert notes(tasks.refresh_everything).count() == 1
    rest()
    notes().delete()
    cache.received.clear()
    work()
    paths = [address.removeprefix("http://localhost:8000") for address in all_urls()]
    assert len(paths) > 2 * tasks.PORTION  # several portions
    assert set(paths) == cache.paths
    assert len(cache.received) == len(paths)
    assert job("cache").ok


@pytest.mark.django_db
def test_the_command_fetches_every_page_in_every_language(cache, capsys):
    call_command("refresh_cache")
    assert {"/es/", "/en/", "/es/quienes-somos/mision/", "/en/quienes-somos/mision/"} <= cache.paths
    assert {"/sitemap.xml", "/es/novedades.xml", "/robots.txt"} <= cache.paths
    assert "addresses in" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_says_what_failed(cache, settings):
    cache.status = 503
    with pytest.raises(CommandError, match="addresses failed"):
        call_command("refresh_cache")
    settings.PORTAL_CACHE_URL = ""
    with pytest.raises(CommandError, match="PORTAL_CACHE_URL"):
        call_command("refresh_cache")
