"""A page whose dates have passed is saved and published like any other."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.admin.review.publisher_actions import dated_draft
from oim_portal.publishing.scheduling import tomorrow_morning
from pages.models import ContentPage
from pages.models.publishing_guard import publishing_reason

from .edit_forms import form_of
from .factories import add_page, publish_page
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

CLEARED = "The date on which the page was to be taken away has passed. It is empty now."


@pytest.fixture
def expired(content) -> ContentPage:
    """A page that was published, taken away by its date, and has that date in its draft."""
    page = add_page(title="Convocatoria")
    page.expire_at = timezone.now() + timedelta(hours=1)
    publish_page(page)
    past = timezone.now() - timedelta(minutes=5)
    revision = page.latest_revision
    revision.content |= {"expire_at": past.isoformat(), "go_live_at": past.isoformat()}
    with publishing_reason("test"):
        revision.save()
        ContentPage.objects.filter(pk=page.pk).update(expire_at=past)
    call_command("publish_scheduled")
    page = ContentPage.objects.get(pk=page.pk)
    assert (page.live, page.expired) == (False, True)
    return page


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def open_since_before(page: ContentPage, form: dict) -> dict:
    """Return what a form sends that was opened before the date passed, without a script."""
    local = timezone.localtime(page.get_latest_revision_as_object().expire_at)
    return form | {"expire_at": local.strftime("%Y-%m-%dT%H:%M")}


@pytest.mark.parametrize("opened", ["before", "after"])
def test_a_draft_is_saved_and_loses_the_date_with_a_word(expired, opened):
    editor = signed_in(person(EDITOR))
    form = form_of(editor, edit_url(expired)) | {"title": "Otra"}
    assert form["expire_at"] == form["go_live_at"] == ""
    if opened == "before":
        form = open_since_before(expired, form)
    answer = editor.post(edit_url(expired), form, follow=True)
    assert CLEARED in answer.content.decode() or "La fecha en que" in answer.content.decode()
    draft = ContentPage.objects.get(pk=expired.pk).get_latest_revision_as_object()
    assert (draft.title, draft.expire_at, draft.go_live_at) == ("Otra", None, None)


def test_the_autosave_saves_it_too(expired):
    editor = signed_in(person(EDITOR))
    form = open_since_before(expired, form_of(editor, edit_url(expired)) | {"title": "Otra"})
    answer = editor.post(edit_url(expired), form, headers={"accept": "application/json"})
    assert answer.json()["success"] is True
    draft = ContentPage.objects.get(pk=expired.pk).get_latest_revision_as_object()
    assert (draft.title, draft.expire_at) == ("Otra", None)


def test_it_is_published_again_and_stays(expired, visitor):
    publisher = signed_in(person(PUBLISHER))
    form = form_of(publisher, edit_url(expired)) | {"action-publish": "1"}
    assert publisher.post(edit_url(expired), form).status_code == 302
    call_command("publish_scheduled")
    assert visitor.get(expired.url_in("es")).status_code == 200


def test_publishing_it_tomorrow_is_not_let_pass(expired):
    revision = dated_draft(expired, tomorrow_morning(), None)
    assert revision.content["expire_at"] is None


def test_an_end_in_the_past_that_somebody_writes_is_refused_at_its_field(expired):
    editor = signed_in(person(EDITOR))
    form = form_of(editor, edit_url(expired)) | {"expire_at": "2020-01-01T10:00"}
    answer = editor.post(edit_url(expired), form)
    assert "expire_at" in answer.context["form"].errors
