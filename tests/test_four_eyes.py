"""Four eyes: what somebody wrote is approved by somebody else, or published with a reason."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Workflow, WorkflowState

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.publishing.digest import digest
from oim_portal.publishing.models import FourEyesTask, ReadText
from oim_portal.publishing.register import authorship
from oim_portal.trash.page_moves import trash_page
from pages.models import ContentPage, MissionPage

from .edit_forms import form_of
from .editorial_team import EditorialTeam
from .factories import add_page, publish_page
from .publishing_steps import REASON, give_reason, press
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def eva():
    return signed_in(person(EDITOR, "eva@example.org", first_name="Eva"))


@pytest.fixture
def pablo():
    return signed_in(person(PUBLISHER, "pablo@example.org", first_name="Pablo"))


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(title="Una página", lead_es="Al comienzo")
    publish_page(page)
    return page


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def edit(client, page, **fields):
    """Post the editor's form with some fields changed, and a button by its name."""
    return client.post(edit_url(page), form_of(client, edit_url(page)) | fields)


def submit(client, page, text: str) -> None:
    edit(client, page, lead_es=text, **{"action-submit": "1"})
    page.refresh_from_db()
    assert page.current_workflow_task


def decide(client, page, action: str, **data):
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, data)


def public_text(page) -> str:
    return ContentPage.objects.get(pk=page.pk).lead_es


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def pk_of(name: str) -> int:
    return User.objects.get(email=f"{name}@example.org").pk


def test_a_new_site_has_a_workflow_in_which_somebody_else_reads(content):
    (task,) = Workflow.objects.get().tasks
    assert isinstance(task.specific, FourEyesTask)
    assert add_page().get_workflow() == Workflow.objects.get()


def test_a_publisher_approves_what_an_editor_wrote_and_is_told_what_came_of_it(page, eva, pablo):
    submit(eva, page, "De Eva")
    answer = decide(pablo, page, "approve")  # the first screen shows no text
    assert public_text(page) == "Al comienzo"
    done = press(pablo, answer["Location"], "publish")
    assert public_text(page) == "De Eva"
    assert "es pública" in said(done)


def test_whoever_asks_for_changes_is_told_too(page, eva, pablo):
    submit(eva, page, "De Eva")
    answer = decide(pablo, page, "reject", comment="Falta la fecha")
    assert "Se pidieron cambios" in said(pablo.get(answer["Location"]))
    assert public_text(page) == "Al comienzo"


def test_nobody_approves_what_they_wrote_themselves(page, pablo):
    submit(pablo, page, "De Pablo")
    assert decide(pablo, page, "approve").status_code in {302, 403}
    assert "approve" not in names_of_actions(page, "pablo")
    assert "reject" in names_of_actions(page, "pablo")
    assert public_text(page) == "Al comienzo"
    superuser = User.objects.create_superuser("root@example.org", "a-long-one-for-tests-7")
    assert "approve" in names_of_actions(page, "root")
    assert edit(signed_in(superuser), page, lead_es="De quien administra").status_code == 302
    # What was submitted is Pablo's; the newer draft is not what an approval publishes.
    assert decide(signed_in(superuser), page, "approve").status_code == 302
    assert public_text(page) == "Al comienzo"


def names_of_actions(page, name: str) -> set[str]:
    task = page.current_workflow_task
    person = User.objects.get(email=f"{name}@example.org")
    return {action for action, _label, _modal in task.get_actions(page, person)}


def test_a_change_made_while_approving_is_published_as_a_correction(page, eva, pablo):
    submit(eva, page, "De Eva")
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    edit(pablo, page, lead_es="De Eva y de Pablo", **approve)
    assert public_text(page) == "Al comienzo"
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().lead_es == "De Eva y de Pablo"
    assert page.current_workflow_task
    press(pablo, reverse("review_read", args=[page.pk]), "correct")
    assert public_text(page) == "De Eva y de Pablo"
    line = ReadText.objects.filter(page=page, reader__isnull=False).latest("at")
    assert (line.kind, line.reader_id, line.written_by) == (
        "correction",
        pk_of("pablo"),
        "Eva Paz, Pablo Paz",
    )


def test_what_somebody_wrote_alone_is_no_correction(page, pablo):
    edit(pablo, page, lead_es="De Pablo")
    press(pablo, reverse("review_read", args=[page.pk]), "correct")
    assert public_text(page) == "Al comienzo"


def test_only_what_others_wrote_waits_for_a_publisher(page, eva, pablo):
    submit(pablo, page, "De Pablo")
    other = add_page(title="Otra")
    publish_page(other)
    submit(eva, other, "De Eva")
    waiting = FourEyesTask.objects.get().get_task_states_user_can_moderate(
        User.objects.get(email="pablo@example.org")
    )
    assert [state.revision.content_object.title for state in waiting] == ["Otra"]


def test_the_comparison_of_versions_leads_to_the_desk(page, eva, pablo):
    submit(eva, page, "De Eva")
    latest = page.latest_revision_id
    desk = reverse("review_read", args=[page.pk])
    for start, end in (("live", "latest"), (latest, latest)):
        compared = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, start, end])
        soup = BeautifulSoup(pablo.get(compared).content, "html.parser")
        assert soup.select_one(f"main a[href='{desk}']").get_text(strip=True) == "Leer y decidir"
        assert not soup.select("[value=publish]")
    press(pablo, desk, "publish")
    assert public_text(page) == "De Eva"
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_a_publisher_publishes_at_once_what_somebody_else_wrote(page, eva, pablo):
    edit(eva, page, lead_es="De Eva")
    answer = edit(pablo, page, **{"action-publish": "1"})
    assert "/leer/" not in answer["Location"]
    assert public_text(page) == "De Eva"


def test_rows_that_are_numbered_by_the_editor_make_nobody_a_writer(content, eva, pablo):
    mission = MissionPage.objects.get()
    eva.get(edit_url(mission))  # the first opening makes the first version
    edit(eva, mission, commitments_lead_es="Trabajamos para:")
    answer = edit(pablo, mission, **{"action-publish": "1"})
    assert "/leer/" not in answer["Location"]
    mission.refresh_from_db()
    assert mission.commitments_lead_es == "Trabajamos para:"


def test_publishing_alone_needs_a_reason_which_is_kept_and_listed(page, pablo):
    answer = edit(pablo, page, lead_es="De Pablo", **{"action-publish": "1"})
    assert public_text(page) == "Al comienzo"
    refused = press(pablo, answer["Location"], "reason", reason=" ")
    assert refused.status_code == 200
    assert public_text(page) == "Al comienzo"

    done = give_reason(pablo, answer)
    assert "es pública" in said(done)
    assert public_text(page) == "De Pablo"
    line = ReadText.objects.get(kind="urgent")
    assert (line.page_id, line.reader_id) == (page.pk, pk_of("pablo"))
    assert REASON in pablo.get(reverse("wagtailadmin_pages:history", args=[page.pk])).text
    report = pablo.get(reverse("single_reader_report")).text
    assert REASON in report
    assert "Una página" in report
    spreadsheet = pablo.get(reverse("single_reader_report"), {"export": "csv"})
    assert REASON in spreadsheet.getvalue().decode()


def test_a_button_that_says_why_publishes_at_once_and_is_listed(page, eva, pablo):
    edit(eva, page, lead_es="De Eva", **{"action-publish": "corrects-an-error"})
    assert public_text(page) == "Al comienzo"  # an editor's forged press only saves
    edit(pablo, page, **{"action-publish": "corrects-an-error"})
    assert public_text(page) == "De Eva"  # read by somebody else, so nothing to list
    assert not ReadText.objects.filter(kind="urgent").exists()

    answer = edit(pablo, page, lead_es="De Pablo", **{"action-publish": "corrects-nothing"})
    assert "/redaccion/leer/" in answer["Location"]
    assert public_text(page) == "De Eva"
    assert "es pública" in said(edit(pablo, page, **{"action-publish": "corrects-an-error"}))
    assert public_text(page) == "De Pablo"
    line = ReadText.objects.get(kind="urgent")
    assert (line.page_id, line.reader_id) == (page.pk, pk_of("pablo"))
    assert "Corrige un error." in pablo.get(reverse("single_reader_report")).text


def test_a_new_page_and_a_date_to_come_need_a_reason_too(page, pablo):
    fields = {"lead_es": "De Pablo", "go_live_at": "2099-12-24T08:00", "action-publish": "1"}
    give_reason(pablo, edit(pablo, page, **fields))
    page.refresh_from_db()
    assert public_text(page) == "Al comienzo"
    assert page.scheduled_revision.approved_go_live_at.isoformat() == "2099-12-24T13:00:00+00:00"


def test_the_question_for_a_reason_tells_of_a_new_address(page, pablo):
    page.slug = "otra-direccion"
    page.save_revision(user=User.objects.get(email="pablo@example.org"))
    asked = pablo.get(reverse("review_read", args=[page.pk])).content.decode()
    assert "Al publicar sus cambios, la página cambia de dirección." in asked
    assert "/es/otra-direccion/" in asked


def test_what_is_in_the_bin_is_not_published_from_the_question(page):
    root = User.objects.create_superuser("root@example.org")
    page.save_revision()
    trash_page(page, root)
    address, everything = reverse("review_read", args=[page.pk]), signed_in(root)
    assert everything.get(address).status_code == 404
    assert everything.post(address, {"reason": REASON}).status_code == 404
    page.refresh_from_db()
    assert not page.live


def test_an_editor_cannot_publish_by_giving_a_reason(page, eva):
    edit(eva, page, lead_es="De Eva")
    for action in ("reason", "publish", "correct", ""):
        press(eva, reverse("review_read", args=[page.pk]), action, reason=REASON)
    assert public_text(page) == "Al comienzo"
    assert not ReadText.objects.filter(suffices=True, page=page, reader__isnull=False).exists()


def test_instead_of_a_reason_the_page_is_submitted(page, pablo):
    answer = edit(pablo, page, lead_es="De Pablo", **{"action-publish": "1"})
    form = BeautifulSoup(pablo.get(answer["Location"]).content, "html.parser").select_one(
        "form[action*=enviar]"
    )
    assert "espera a que alguien" in said(pablo.post(form["action"]))
    page.refresh_from_db()
    assert page.current_workflow_task


def test_a_bulk_publication_leaves_out_what_one_wrote_oneself(page, eva, pablo):
    draft = draft_page("Borrador")
    edit(pablo, draft, lead_es="De Pablo")
    address = f"/admin/bulk/pages/basepage/publish/?id={draft.pk}"
    assert "Borrador" in said(pablo.post(address))
    draft.refresh_from_db()
    assert not draft.live
    other = draft_page("De otra")
    edit(eva, other, lead_es="De Eva")
    press(pablo, reverse("review_read", args=[other.pk]), "read")
    pablo.post(f"/admin/bulk/pages/basepage/publish/?id={other.pk}")
    other.refresh_from_db()
    assert other.live


def draft_page(title: str) -> ContentPage:
    """Return a page that was never public, with a version of nobody's."""
    page = add_page(title=title, live=False)
    page.save_revision()
    return page


def test_saving_without_a_change_makes_nobody_a_writer(page, eva, pablo):
    edit(eva, page, lead_es="De Eva")
    edit(pablo, page)
    page.refresh_from_db()
    text = digest(ContentPage, page.get_latest_revision().content)
    assert authorship(page, text).writers == {pk_of("eva")}


def test_unscheduling_is_told_in_spanish_alone(content):
    team = EditorialTeam()
    version = team.schedule("UNO")
    url = reverse("wagtailadmin_pages:revisions_unschedule", args=[team.pk, version.pk])
    assert "de «Una página» ya no está programada" in said(team.pablo.post(url))
