"""Ways round the second reader: each ends without a public text that nobody else has read."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import PageLogEntry, Revision

from history.models import HistoryEventPage
from oim_portal.accounts.roles import EDITOR
from oim_portal.open_data.models import EventImport
from oim_portal.publishing.models import ReadText
from oim_portal.trash.models import Deletion
from pages.models import ContentPage, HomePage, SectionPage

from .edit_forms import form_of
from .editorial_team import APPROVE, FIRST, PUBLISH, SUBMIT, EditorialTeam
from .event_tables import EventImporter
from .factories import add_page, publish_page
from .publishing_steps import REASON, give_reason, press
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


# A new page


def add_url(parent) -> str:
    return reverse("wagtailadmin_pages:add", args=["pages", "contentpage", parent.pk])


@pytest.mark.parametrize("date", ["", "2099-01-01T08:00"])
def test_a_new_page_is_not_public_before_its_reason(team, visitor, date):
    parent = team.page.get_parent()
    add = add_url(parent)
    form = form_of(team.pablo, add) | {"title": "Nueva", "slug": "nueva", "go_live_at": date}
    answer = team.pablo.post(add, form | PUBLISH)
    new = ContentPage.objects.get(slug="nueva")
    for code in ("es", "en"):
        assert visitor.get(f"/{code}/{parent.slug}/nueva/").status_code == 404
    assert "/nueva/" not in visitor.get("/sitemap.xml").text
    assert "Nueva" not in visitor.get(f"/es/{parent.slug}/").text
    give_reason(team.pablo, answer)
    new.refresh_from_db()
    assert new.live is (date == "")


def test_a_new_page_that_is_sent_to_a_reader_instead_is_not_public(team):
    add = add_url(team.page.get_parent())
    form = form_of(team.pablo, add) | {"title": "Nueva", "slug": "nueva"}
    team.pablo.post(add, form | PUBLISH)
    new = ContentPage.objects.get(slug="nueva")
    team.pablo.post(reverse("review_submit", args=[new.pk]))
    new.refresh_from_db()
    assert new.current_workflow_task
    assert not new.live


@pytest.mark.parametrize("role", [EDITOR, "Publicadores"])
def test_a_copy_is_a_draft_whatever_its_form_says(team, role):
    client = signed_in(person(role, "otra@example.org"))
    section = team.page.get_parent()
    url = reverse("wagtailadmin_pages:copy", args=[section.pk])
    assert "publish_copies" not in form_of(client, url)
    assert "alias" not in form_of(client, url)
    form = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": section.get_parent().pk}
    client.post(url, form | dict.fromkeys(["copy_subpages", "publish_copies", "alias"], "on"))
    for page in SectionPage.objects.filter(slug="copia"):
        copied = page.get_descendants(inclusive=True)
        assert not copied.filter(live=True).exists()
        assert not copied.filter(live_revision__isnull=False).exists()
        assert not copied.filter(first_published_at__isnull=False).exists()
        assert not copied.filter(alias_of__isnull=False).exists()


def test_a_copy_made_by_code_is_a_draft_too(team):
    copy = CopyPageAction(team.page, update_attrs={"slug": "copia"}, keep_live=True).execute()
    copy = ContentPage.objects.get(pk=copy.pk)
    assert (copy.live, copy.live_revision, copy.has_unpublished_changes) == (False, None, True)
    assert not PageLogEntry.objects.filter(page=copy, action="wagtail.publish").exists()


def test_an_alias_is_refused_since_it_would_change_in_public_with_its_source(team):
    with pytest.raises(PermissionDenied):
        team.page.create_alias(update_slug="alias")
    assert not ContentPage.objects.filter(slug="alias").exists()


def test_a_page_added_by_code_is_a_draft(team):
    page = ContentPage(title="De un guion", slug="de-un-guion", live=True)
    HomePage.objects.get().add_child(instance=page)
    assert not ContentPage.objects.get(pk=page.pk).live


def test_an_import_that_publishes_asks_for_a_reason_and_lists_it(team):
    importer = EventImporter(team.publisher)
    columns = dict.fromkeys(importer.table()[0], "")
    rows = [columns | {"titulo_es": "Sin leer", "fecha": "1988"}]
    plan = importer.preview(rows)
    made = EventImport.objects.first()
    for reason in ("", "  "):
        answer = importer.confirm(made, plan.fingerprint, reason=reason)
        assert answer.status_code == 200
        assert BeautifulSoup(answer.content, "html.parser").select_one(
            ".w-field__errors .error-message"
        )
        assert not HistoryEventPage.objects.filter(title="Sin leer").exists()
    importer.confirm(made, plan.fingerprint)
    event = HistoryEventPage.objects.get(title="Sin leer")
    assert event.live
    line = ReadText.objects.get(page=event)
    assert (line.kind, line.reader, line.reason) == ("urgent", team.publisher, REASON)
    assert line.revision == event.live_revision
    assert REASON in team.pablo.get(reverse("single_reader_report")).text


# The admin's API


ACTIONS = [
    "convert_alias",
    "copy",
    "copy_for_translation",
    "create_alias",
    "delete",
    "move",
    "publish",
    "revert_to_page_revision",
    "unpublish",
]


@pytest.mark.parametrize("action", ACTIONS)
def test_the_api_of_the_admin_has_no_actions_on_pages(team, action):
    team.edit(team.pablo, "MALO")
    for client in (team.eva, team.pablo):
        answer = team.call_api(
            client,
            action,
            revision_id=team.page.live_revision_id,
            destination_page_id=HomePage.objects.get().pk,
            slug="copia",
        )
        assert answer.status_code == 404
    assert team.public == FIRST
    assert team.draft.content["lead_es"] == "MALO"
    assert not Deletion.objects.exists()


def test_the_api_of_the_admin_goes_on_to_list_pages(team):
    assert team.pablo.get("/admin/api/main/pages/").json()["meta"]["total_count"] > 0
    found = team.pablo.get(f"/admin/api/main/pages/{team.pk}/").json()
    assert found["title"] == "Una página"


# Versions that count


def versions_that_count(team) -> dict:
    """Return a way to each kind of version that may never be replaced."""

    def live():
        team.publish("BUENO")
        return team.draft

    def once_public():
        revision = live()
        team.page.unpublish()
        return revision

    def submitted():
        team.edit(team.eva, "BUENO", **SUBMIT)
        return team.draft

    def returned():
        submitted()
        team.decide(team.pablo, "reject")
        return team.draft

    def scheduled():
        return team.schedule("BUENO")

    def named():
        team.edit(team.pablo, "BUENO")
        url = reverse("review_name_version", args=[team.pk])
        team.pablo.post(url, {"name": "Antes", "revision": team.draft.pk})
        return team.draft

    return {
        each.__name__: each for each in (live, once_public, submitted, returned, scheduled, named)
    }


@pytest.mark.parametrize(
    "kind", ["live", "once_public", "submitted", "returned", "scheduled", "named"]
)
def test_an_autosave_never_replaces_a_version_that_counts(team, kind):
    revision = versions_that_count(team)[kind]()
    due = revision.approved_go_live_at
    page = revision.as_object()
    page.lead_es = "MALO"
    made = page.save_revision(user=revision.user, overwrite_revision=revision)
    revision.refresh_from_db()
    assert made.pk != revision.pk
    assert (revision.content["lead_es"], revision.approved_go_live_at) == ("BUENO", due)
    assert made.content["lead_es"] == "MALO"


def test_the_editors_autosave_over_the_live_version_makes_a_new_one(team):
    team.publish("BUENO")
    live = team.page.live_revision
    first = team.autosave(team.pablo, "MA", overwrite_revision_id=live.pk)
    assert first["success"]
    assert first["revision_id"] != live.pk
    # It is the new one that the next autosave replaces.
    second = team.autosave(team.pablo, "MALO", overwrite_revision_id=first["revision_id"])
    assert second["revision_id"] == first["revision_id"]
    live.refresh_from_db()
    assert live.content["lead_es"] == "BUENO"
    # And publishing it asks for a reason.
    assert "/redaccion/leer/" in team.edit(team.pablo, **PUBLISH)["Location"]
    assert team.public == "BUENO"


def test_undoing_brings_back_what_was_read_not_what_somebody_wrote_over_it(team):
    team.publish("BUENO")
    team.autosave(team.pablo, "MALO", overwrite_revision_id=team.page.live_revision_id)
    team.edit(team.eva, "DOS")
    team.edit(team.paula, **PUBLISH)
    url = reverse("undo_publication", args=[team.pk])
    team.pablo.post(url, {"live": team.page.live_revision_id})
    assert team.public == "BUENO"


# A text that is shown and the text that becomes public


def test_the_question_for_a_reason_publishes_only_the_text_that_it_showed(team):
    answer = team.edit(team.eva, "De Eva", **PUBLISH)  # an editor's press only saves
    first = team.autosave(team.eva, "BUENO")
    team.edit(team.pablo, "De Pablo")
    url = reverse("review_read", args=[team.pk])
    shown = BeautifulSoup(team.pablo.get(url).content, "html.parser").select_one("[name=shown]")
    # Pablo's own autosave goes on in another tab: same number, another text.
    team.autosave(team.pablo, "MALO", overwrite_revision_id=team.draft.pk)
    sent = {"shown": shown["value"], "action": "reason", "reason": REASON}
    answer = team.pablo.post(url, sent)
    assert team.public == FIRST
    assert first["success"]
    assert "El texto cambió" in said(answer)
    assert answer["Location"] == url


@pytest.mark.parametrize("way", ["first screen", "editor"])
def test_approving_never_publishes_a_newer_draft(team, way):
    team.edit(team.eva, "BUENO", **SUBMIT)
    team.autosave(team.paula, "MALO")
    if way == "first screen":
        team.decide(team.pablo)
        assert team.public == FIRST
        desk = reverse("review_read", args=[team.pk])
        assert "MALO" in team.pablo.get(desk).text
        assert "MALO" not in team.pablo.get(f"{desk}?enviada=1").text
        press(team.pablo, f"{desk}?enviada=1", "publish")
        assert team.public == "BUENO"
        assert team.page.has_unpublished_changes
    else:
        team.edit(team.pablo, **APPROVE)
        assert team.public == FIRST
        assert team.page.current_workflow_task
    assert team.draft.content["lead_es"] == "MALO"


def test_what_is_sent_while_another_workflow_has_begun_approves_nothing(team):
    team.edit(team.eva, "BUENO", **SUBMIT)
    state = team.page.current_workflow_task_state
    team.edit(team.eva, **{"action-cancel-workflow": "true"})
    url = reverse("wagtailadmin_pages:workflow_action", args=[team.pk, "approve", state.pk])
    team.pablo.post(url, {})
    assert team.public == FIRST


def test_disabling_the_only_task_publishes_nothing(team):
    team.edit(team.eva, "MALO", **SUBMIT)
    task = team.page.current_workflow_task
    task.deactivate(user=team.publisher)
    assert team.public == FIRST
    assert team.draft.content["lead_es"] == "MALO"
    assert not team.page.workflow_in_progress


def test_a_scheduled_version_is_published_as_it_was_read(team):
    team.schedule("BUENO")
    past = timezone.now() - timedelta(minutes=1)
    team.autosave(team.pablo, "MALO", overwrite_revision_id=team.draft.pk)
    assert Revision.objects.filter(object_id=str(team.pk), content__lead_es="MALO").exists() or (
        team.draft.content["lead_es"] == "BUENO"
    )
    Revision.objects.filter(pk=team.scheduled().get().pk).update(approved_go_live_at=past)
    team.hour_comes()
    assert team.public == "BUENO"


def test_a_page_below_a_copied_one_is_a_draft(team):
    """The children of a copy are written by another way than the copy itself."""
    child = add_page(team.page, "Hija")
    publish_page(child)
    CopyPageAction(
        team.page, recursive=True, keep_live=True, update_attrs={"slug": "copia"}
    ).execute()
    (copied,) = ContentPage.objects.get(slug="copia").get_children()
    assert not copied.live
    assert ContentPage.objects.get(pk=child.pk).live
