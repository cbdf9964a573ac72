"""'It still answers': a check is no text, needs no second reader, and publishes none."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.admin.reports.dashboard import figures
from oim_portal.publishing.register import revoke
from oim_portal.publishing.scheduling import run
from oim_portal.publishing.undo import RENEWED, go_back, previous_publication, renew
from oim_portal.trash.page_moves import trash_page
from pages.kinds.help.models import ContactPoint, OpeningHours, Unanswered
from pages.models import BasePage
from pages.models.publishing_guard import publishing_reason

from .contact_points import MOBILE, NUMBER, add_point
from .edit_forms import form_of
from .editorial_team import PUBLISH
from .factories import publish_page
from .html import page
from .staff import person, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def point(content) -> ContactPoint:
    """A point that ends in three days."""
    return add_point(
        expire_at=timezone.now() + 3 * DAY,
        opening_hours=[OpeningHours(weekday=1, opens="08:00", closes="17:00")],
    )


@pytest.fixture
def ana(content):
    return person(EDITOR)


def again(point: ContactPoint) -> ContactPoint:
    return ContactPoint.objects.get(pk=point.pk)


def end(point: ContactPoint) -> ContactPoint:
    """Let the end of a point pass, and the scheduler come."""
    BasePage.objects.filter(pk=point.pk).update(expire_at=timezone.now() - DAY)
    assert run().withdrawn == 1
    return again(point)


def write(point: ContactPoint, user, **fields) -> None:
    """Save a draft that nobody has read."""
    draft = again(point).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision(user=user)


def press(client, point: ContactPoint, **fields):
    return client.post(reverse("renew_page", args=[point.pk]), fields)


def test_one_press_of_an_editor_checks_it_today_and_suggests_the_end(point, ana, visitor):
    answer = press(signed_in(ana), point)
    assert answer["Location"] == reverse("to_review_report")
    now = again(point)
    assert now.checked_on == timezone.localdate()
    assert now.expire_at > timezone.now() + 170 * DAY
    assert f'datetime="{timezone.localdate()}"' in visitor.get("/es/contacto/").text
    assert PageLogEntry.objects.get(page=point.pk, action=RENEWED).user == ana
    history = signed_in(ana).get(reverse("wagtailadmin_pages:history", args=[point.pk])).text
    assert "vale hasta" in history


def test_the_day_is_chosen_up_to_a_year_ahead(point, ana):
    client, today = signed_in(ana), timezone.localdate()
    shown = page(client, reverse("renew_page", args=[point.pk]))
    assert shown.select_one("[name=until]")["value"] > str(today + 170 * DAY)
    press(client, point, until=str(today))
    midnight = datetime.combine(today + DAY, datetime.min.time())
    assert again(point).expire_at == timezone.make_aware(midnight)
    for wrong in (today - DAY, today + 367 * DAY, "mañana"):
        answer = press(client, point, until=str(wrong))
        assert answer.status_code == 200, wrong
        assert page_errors(answer), wrong
    assert again(point).expire_at == timezone.make_aware(midnight)


def page_errors(answer) -> dict:
    return answer.context["form"].errors


def test_it_publishes_no_draft_and_the_draft_has_the_new_dates(point, ana):
    write(point, ana, value=MOBILE, purpose_es="Sin leer")
    revisions = point.revisions.count()
    renew(again(point), ana, timezone.now() + 90 * DAY)
    now = again(point)
    assert (now.value, now.purpose_es) == (NUMBER, None)
    draft = now.get_latest_revision_as_object()
    assert (draft.value, draft.checked_on) == (MOBILE, timezone.localdate())
    assert draft.expire_at == now.expire_at
    assert now.has_unpublished_changes
    assert point.revisions.count() == revisions


def test_an_expired_point_comes_back_with_the_text_that_was_public(point, ana, visitor):
    point = end(point)
    assert not point.live
    assert NUMBER not in visitor.get("/es/contacto/").text
    press(signed_in(ana), point)
    now = again(point)
    assert (now.live, now.expired, now.has_unpublished_changes) == (True, False, False)
    assert now.opening_hours.count() == 1
    assert NUMBER in visitor.get("/es/contacto/").text


def test_its_unread_draft_stays_a_draft(point, ana):
    write(point, ana, value=MOBILE)
    renew(end(point), ana, timezone.now() + 90 * DAY)
    now = again(point)
    assert (now.live, now.value, now.has_unpublished_changes) == (True, NUMBER, True)
    draft = now.get_latest_revision_as_object()
    assert (draft.value, draft.expire_at) == (MOBILE, now.expire_at)
    assert now.latest_revision.user == ana
    publisher = signed_in(person(PUBLISHER, "pablo@example.org"))
    url = reverse("wagtailadmin_pages:edit", args=[point.pk])
    form = form_of(publisher, url)
    assert form["value"] == MOBILE


def test_a_renewal_leaves_what_is_scheduled(point, ana):
    tomorrow = timezone.now().replace(microsecond=0) + DAY
    write(point, ana, value=MOBILE, go_live_at=tomorrow)
    with publishing_reason("For the test"):
        again(point).get_latest_revision().publish()
    renew(end(point), ana, timezone.now() + 90 * DAY)
    now = again(point)
    assert (now.live, now.value) == (True, NUMBER)
    assert now.scheduled_revision == now.latest_revision
    assert now.scheduled_revision.content["value"] == MOBILE
    assert now.scheduled_revision.approved_go_live_at == tomorrow


def test_a_point_past_its_end_before_the_scheduler_comes_is_simply_renewed(point, ana):
    BasePage.objects.filter(pk=point.pk).update(expire_at=timezone.now() - DAY)
    renew(again(point), ana, timezone.now() + 90 * DAY)
    assert run().withdrawn == 0
    assert again(point).live


def test_a_retracted_text_does_not_come_back(point, ana):
    point = end(point)
    revoke(point, None)
    answer = press(signed_in(ana), point)
    assert answer.status_code == 200
    assert page_errors(answer)
    assert not again(point).live
    assert not PageLogEntry.objects.filter(page=point.pk, action=RENEWED).exists()


def test_a_withdrawn_point_and_a_draft_are_not_made_public_by_it(point, ana):
    point.unpublish()
    assert press(signed_in(ana), point).status_code == 200
    assert not again(point).live


def test_only_who_may_edit_it_and_only_outside_the_trash(point, visitor, ana):
    assert press(visitor, point).status_code == 302
    client = signed_in(ana)
    point = end(point)
    trash_page(BasePage.objects.get(pk=point.pk), ana)
    assert press(client, point).status_code == 404
    assert (
        reverse("renew_page", args=[point.pk]) not in client.get(reverse("wagtailadmin_home")).text
    )
    other = BasePage.objects.get(slug="mision")
    assert client.post(reverse("renew_page", args=[other.pk])).status_code == 404


def test_who_asks_by_put_or_while_somebody_else_has_locked_it_changes_nothing(point, ana):
    before = again(point).expire_at
    client = signed_in(ana)
    assert client.put(reverse("renew_page", args=[point.pk])).status_code == 405
    locked = again(point)
    locked.locked, locked.locked_by = True, person(EDITOR, "eva@example.org")
    locked.save(update_fields=["locked", "locked_by"])
    answer = press(client, point)
    assert "bloque" in str(page_errors(answer))
    assert again(point).expire_at == before
    press(signed_in(locked.locked_by), point)
    assert again(point).expire_at > before


def test_a_change_of_the_number_needs_its_reader(point, ana):
    publisher = signed_in(person(PUBLISHER, "pablo@example.org"))
    url = reverse("wagtailadmin_pages:edit", args=[point.pk])
    publisher.post(url, form_of(publisher, url) | {"value": MOBILE} | PUBLISH)
    assert again(point).value == NUMBER
    later = timezone.localtime() + 90 * DAY
    dates = {"value": NUMBER, "expire_at": f"{later:%Y-%m-%dT%H:%M}"}
    publisher.post(url, form_of(publisher, url) | dates | PUBLISH)
    assert again(point).expire_at > timezone.now() + 80 * DAY


def test_its_reader_sees_hours_and_languages_in_words(point, ana):
    write(point, ana, languages="es,qu", opening_hours=[])
    shown = signed_in(ana).get(reverse("review_read", args=[point.pk])).text
    words = page_text(shown)
    assert "Español, kichwa" in words
    assert "lunes" in words


def page_text(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text()


def test_a_week_before_its_end_it_is_a_task_of_everybody_who_may_edit_it(point, ana):
    press_url = reverse("renew_page", args=[point.pk])
    screen = signed_in(ana).get(reverse("wagtailadmin_home")).text
    assert press_url in screen
    assert "Sigue respondiendo" in screen
    assert tasks(ana) == 1
    BasePage.objects.filter(pk=point.pk).update(expire_at=timezone.now() + 9 * DAY)
    assert tasks(ana) == 0
    point = end(point)
    assert tasks(ana) == 1
    assert press_url in signed_in(ana).get(reverse("wagtailadmin_home")).text
    press(signed_in(ana), point)
    assert tasks(ana) == 0


def tasks(user) -> int:
    return sum(figure.icon == "warning" and "contacto" in figure.text for figure in figures(user))


def test_the_report_tells_what_visitors_said(point, ana):
    for _each in range(2):
        Unanswered.add(point)
    client = signed_in(ana)
    text = client.get(reverse("to_review_report")).text
    assert reverse("renew_page", args=[point.pk]) in text
    csv = client.get(reverse("to_review_report"), {"export": "csv", "when": "all"})
    lines = b"".join(csv.streaming_content).decode("utf-8-sig").splitlines()
    (line,) = [line for line in lines if point.title in line]
    assert line.split(";")[-1].strip('"') == "2"


def test_undoing_a_publication_keeps_the_last_check(point, ana):
    changed = again(point)
    changed.purpose_es = "Otra"
    publish_page(changed, user=ana)
    renew(again(point), ana, timezone.now().replace(microsecond=0) + 90 * DAY)
    now = again(point)
    go_back(now, previous_publication(now), None)
    undone = again(point)
    assert undone.purpose_es != "Otra"
    assert (undone.checked_on, undone.expire_at) == (timezone.localdate(), now.expire_at)
