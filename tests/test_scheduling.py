"""Publishing and withdrawing at the times that staff have set."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision
from wagtail.signals import page_published

from oim_portal.operations import health
from oim_portal.publishing.scheduling import REFUSED, only_scheduler, run
from pages.models import ContentPage
from pages.models.publishing_guard import publishing_reason

from .editorial_team import EditorialTeam
from .factories import add_page, publish_page


def draft(title: str = "Mañana", **times) -> ContentPage:
    """A page that is to go live, or to end, so many minutes from now."""
    page = add_page(title=title, live=False)
    for name, minutes in times.items():
        setattr(page, name, timezone.now() + timedelta(minutes=minutes))
    publish_page(page)
    page.refresh_from_db()
    return page


def pass_time(page: ContentPage, **times) -> None:
    """Let the moments that staff chose be so many minutes from now."""
    revision = page.latest_revision
    for name, minutes in times.items():
        moment = timezone.now() + timedelta(minutes=minutes)
        revision.content[name] = moment.isoformat()
        setattr(page, name, moment)
        if name == "go_live_at":
            revision.approved_go_live_at = moment
    with publishing_reason("test"):
        revision.save()
        page.save()


def logged(page: ContentPage, action: str) -> int:
    return PageLogEntry.objects.filter(page=page.pk, action=action).count()


@pytest.fixture
def waiting(content) -> ContentPage:
    page = draft(go_live_at=60)
    assert not page.live
    return page


@pytest.mark.django_db
def test_what_is_due_goes_live_and_what_is_not_waits(visitor, waiting):
    call_command("publish_scheduled")
    assert visitor.get(waiting.url_in("es")).status_code == 404
    pass_time(waiting, go_live_at=-1)
    call_command("publish_scheduled")
    assert visitor.get(waiting.url_in("es")).status_code == 200
    assert logged(waiting, "wagtail.publish.scheduled") == 1


@pytest.mark.django_db
def test_what_has_expired_is_withdrawn(content):
    page = draft(expire_at=60)
    assert page.live
    pass_time(page, expire_at=-1)
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert not page.live
    assert page.expired


@pytest.mark.django_db
def test_what_was_to_go_live_and_to_end_meanwhile_never_goes_live(waiting):
    pass_time(waiting, go_live_at=-60, expire_at=-1)
    outcome = run()
    waiting.refresh_from_db()
    assert not waiting.live
    assert logged(waiting, "wagtail.publish.scheduled") == 0
    assert outcome.failed == 0
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.django_db
def test_a_live_page_whose_next_version_has_begun_and_ended_is_withdrawn(content):
    page = add_page(title="Hoy")
    publish_page(page)
    page.refresh_from_db()
    page.go_live_at = timezone.now() + timedelta(minutes=60)
    publish_page(page)
    page.refresh_from_db()
    assert page.live
    revision = page.latest_revision
    revision.content["expire_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=60)
    revision.save()
    run()
    page.refresh_from_db()
    assert not page.live


@pytest.mark.django_db
def test_one_page_that_fails_keeps_no_other_waiting(content):
    bad, good = draft("Mala", go_live_at=60), draft("Buena", go_live_at=60)
    pass_time(bad, go_live_at=-2)
    pass_time(good, go_live_at=-1)

    def fail(instance, **kwargs) -> None:
        if instance.pk == bad.pk:
            raise RuntimeError("a fault")

    page_published.connect(fail)
    try:
        call_command("publish_scheduled")
    finally:
        page_published.disconnect(fail)
    good.refresh_from_db()
    bad.refresh_from_db()
    assert good.live
    assert not bad.live
    (job,) = [job for job in health.jobs() if job.name == "scheduler"]
    assert not job.ok


@pytest.mark.django_db
def test_each_run_is_noted_and_asks_the_worker_for_a_sign(content):
    call_command("publish_scheduled")
    noted = {job.name: job for job in health.jobs()}
    assert noted["scheduler"].is_well
    assert noted["worker"].is_well


@pytest.mark.django_db
def test_a_dry_run_changes_nothing(waiting, capsys):
    pass_time(waiting, go_live_at=-1)
    call_command("publish_scheduled", dryrun=True)
    assert "dry run" in capsys.readouterr().out
    waiting.refresh_from_db()
    assert not waiting.live


@pytest.mark.django_db(transaction=True)
def test_three_schedulers_at_once_publish_once():
    pages = [draft(f"Página {number}", go_live_at=60) for number in range(4)]
    for page in pages:
        pass_time(page, go_live_at=-1)
    start = threading.Barrier(3)

    def schedule() -> None:
        start.wait(60)
        try:
            call_command("publish_scheduled", verbosity=0)
        finally:
            connection.close()

    schedulers = [threading.Thread(target=schedule) for _number in range(3)]
    for thread in schedulers:
        thread.start()
    for thread in schedulers:
        thread.join()
    call_command("publish_scheduled", verbosity=0)
    for page in pages:
        page.refresh_from_db()
        assert page.live
        assert logged(page, "wagtail.publish.scheduled") == 1


@pytest.mark.django_db(transaction=True)
def test_while_one_scheduler_works_another_leaves_the_work_to_it():
    said = []

    def other() -> None:
        said.append(run())
        connection.close()

    with only_scheduler() as is_ours:
        assert is_ours
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert said == [None]
    assert run() is not None


@pytest.mark.django_db
def test_a_publication_whose_address_is_taken_at_its_hour_is_told_once_and_comes_later(content):
    team = EditorialTeam()
    other = add_page(team.page.get_parent(), "Otra")
    moment = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    team.edit(team.eva, "UNO", slug="campania", go_live_at=moment)
    team.read(team.pablo, "publish")
    with publishing_reason("test"):
        ContentPage.objects.filter(pk=other.pk).update(slug="campania")

    outcome = team.hour_comes()
    assert (outcome.published, outcome.failed, outcome.refused) == (0, 0, 1)
    run()
    assert logged(team.page, REFUSED) == 1
    history = reverse("wagtailadmin_pages:history", args=[team.pk])
    assert "La dirección «campania» ya se usa" in team.pablo.get(history).text
    first_screen = team.pablo.get(reverse("wagtailadmin_home")).text
    assert "1 publicación programada no se hizo a su hora" in first_screen
    assert team.edit_url in first_screen

    with publishing_reason("test"):
        ContentPage.objects.filter(pk=other.pk).update(slug="otra")
    assert run().published == 1
    assert (team.public, team.page.slug) == ("UNO", "campania")
