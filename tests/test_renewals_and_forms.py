"""A renewal while somebody writes: an open form, a schedule or a copy takes nothing of it back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.publishing.scheduling import run
from oim_portal.publishing.undo import renew
from pages.kinds.help.models import ContactPoint
from pages.models import BasePage

from .contact_points import MOBILE, add_point
from .edit_forms import form_of
from .editorial_team import PUBLISH
from .factories import publish_page
from .staff import person, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def point(content) -> ContactPoint:
    """A point that ends in three days."""
    return add_point(expire_at=timezone.now() + 3 * DAY)


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


@pytest.mark.parametrize("button", [{}, PUBLISH])
def test_a_form_opened_before_it_keeps_the_new_dates(point, ana, button):
    publisher = signed_in(person(PUBLISHER, "pablo@example.org"))
    url = reverse("wagtailadmin_pages:edit", args=[point.pk])
    form = form_of(publisher, url)
    renew(again(point), ana, timezone.now() + 90 * DAY)
    publisher.post(url, form | button)
    now = again(point)
    for each in (now, now.get_latest_revision_as_object()):
        assert each.checked_on == timezone.localdate()
        assert each.expire_at > timezone.now() + 80 * DAY


def test_a_form_opened_after_it_may_still_set_an_earlier_end(point, ana):
    renew(again(point), ana, timezone.now() + 90 * DAY)
    publisher = signed_in(person(PUBLISHER, "pablo@example.org"))
    url = reverse("wagtailadmin_pages:edit", args=[point.pk])
    earlier = {"expire_at": f"{timezone.localtime() + 10 * DAY:%Y-%m-%dT%H:%M}"}
    publisher.post(url, form_of(publisher, url) | earlier | PUBLISH)
    assert again(point).expire_at < timezone.now() + 11 * DAY


def test_what_is_scheduled_below_a_draft_does_not_end_the_point(point, ana):
    scheduled = again(point).get_latest_revision_as_object()
    scheduled.go_live_at = timezone.now() + 2 * DAY
    publish_page(scheduled)
    revision = again(point).get_latest_revision()
    draft = again(point).get_latest_revision_as_object()
    draft.value, draft.go_live_at = MOBILE, None
    draft.save_revision(user=ana)
    renew(again(point), ana, timezone.now() + 90 * DAY)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - DAY)
    assert run().published == 1
    assert again(point).expire_at > timezone.now() + 80 * DAY


REVIEWS = ["the text", "an older text", "a returned text", "the public text"]


@pytest.mark.parametrize("what", REVIEWS)
def test_bringing_a_point_back_ends_no_review_of_it(point, ana, what):
    publisher = person(PUBLISHER, "pablo@example.org")
    point = end(point)
    draft = point.get_latest_revision_as_object()
    draft.value = point.value if what == "the public text" else MOBILE
    draft.save_revision(user=ana)
    point = again(point)
    review = point.get_workflow().start(point, ana)
    if what == "an older text":
        draft.purpose_es = "Más nuevo"
        draft.save_revision(user=publisher)
    if what == "a returned text":
        review.current_task_state.task.specific.on_action(
            review.current_task_state, publisher, "reject", comment="Falta el horario"
        )
    status = again(point).current_workflow_state.status

    renew(again(point), ana, timezone.now().replace(microsecond=0) + 90 * DAY)

    now = again(point)
    assert now.live
    assert now.current_workflow_state.pk == review.pk
    assert now.current_workflow_state.status == status
    state = now.current_workflow_state.current_task_state
    assert (state.comment != "") == (what == "a returned text")
    assert state.revision.as_object().expire_at == now.expire_at
    assert not PageLogEntry.objects.filter(page=now.pk, action="wagtail.workflow.cancel").exists()
    history = signed_in(ana).get(reverse("wagtailadmin_pages:history", args=[now.pk]))
    assert history.status_code == 200


def test_bringing_a_point_back_keeps_what_a_draft_says_for_staff_alone(point, ana):
    draft = end(point).get_latest_revision_as_object()
    draft.responsible = ana
    draft.save_revision(user=ana)
    renew(again(point), ana, timezone.now() + 90 * DAY)
    now = again(point)
    assert (now.live, now.has_unpublished_changes) == (True, True)
    assert now.get_latest_revision_as_object().responsible == ana


def test_a_copy_of_an_expired_point_is_a_draft_that_nobody_is_asked_to_renew(point, ana):
    copy = end(point).copy(update_attrs={"slug": "otra", "title": "Otra"}, user=ana)
    copy = again(copy)
    assert (copy.live, copy.expired, copy.is_ended) == (False, False, False)
    report = signed_in(ana).get(reverse("to_review_report"), {"when": "all"}).text
    assert reverse("renew_page", args=[copy.pk]) not in report
