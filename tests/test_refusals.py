"""What is refused is said in a sentence, with a way to mend it, whatever view was asked."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail import hooks
from wagtail.models import GroupApprovalTask, WorkflowTask

from oim_portal.accounts.models import User
from pages.models import ContentPage
from pages.models.publishing_guard import publishing_reason

from .edit_forms import form_of
from .editorial_team import APPROVE, FIRST, SUBMIT, EditorialTeam
from .factories import add_page
from .publishing_steps import press
from .staff import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def let_wagtail_s_own_task_approve(team) -> None:
    """Give the pages a workflow whose task knows nothing of readers."""
    task = GroupApprovalTask.objects.create(name="Wagtail's own")
    task.groups.set(Group.objects.all())
    workflow = team.page.get_workflow()
    workflow.workflow_tasks.all().delete()
    WorkflowTask.objects.create(workflow=workflow, task=task)


@pytest.mark.parametrize("way", ["first screen", "editor"])
def test_whatever_view_may_not_publish_leads_to_the_text_and_says_why(team, way):
    let_wagtail_s_own_task_approve(team)
    team.edit(team.pablo, "MALO", **SUBMIT)
    is_first = way == "first screen"
    answer = team.decide(team.pablo) if is_first else team.edit(team.pablo, **APPROVE)
    assert answer["Location"] == reverse("review_read", args=[team.pk])
    assert "Nadie más leyó este texto" in said(answer)
    assert team.public == FIRST
    assert team.page.current_workflow_task


def test_a_script_is_told_in_its_own_words_what_may_not_be_published(team):
    let_wagtail_s_own_task_approve(team)
    team.edit(team.pablo, "MALO", **SUBMIT)
    state = team.page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[team.pk, "approve", state.pk])
    answer = team.pablo.post(url, {}, headers={"accept": "application/json"})
    assert answer.status_code == 403
    assert "Nadie más leyó este texto" in answer.json()["error_message"]


def take_the_address(team, slug: str) -> None:
    """Let another page have an address that a draft is to get."""
    other = add_page(team.page.get_parent(), "Otra página")
    with publishing_reason("test"):
        ContentPage.objects.filter(pk=other.pk).update(slug=slug)


def press_approve(team):
    team.edit(team.eva, "UNO", slug="campania", **SUBMIT)
    team.read(team.paula)
    take_the_address(team, "campania")
    return team.decide(team.pablo)


def press_publish(team):
    team.edit(team.eva, "UNO", slug="campania")
    take_the_address(team, "campania")
    return team.read(team.pablo, "publish")


def press_tomorrow(team):
    team.edit(team.eva, "UNO", slug="campania")
    take_the_address(team, "campania")
    return press(team.pablo, reverse("publish_tomorrow", args=[team.pk]), "publish")


def press_publish_in_the_list(team):
    team.edit(team.eva, "UNO", slug="campania")
    team.read(team.paula)
    take_the_address(team, "campania")
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "publish"])
    return team.pablo.post(f"{url}?id={team.pk}", {"include_descendants": ""})


@pytest.mark.parametrize(
    "job", [press_approve, press_publish, press_tomorrow, press_publish_in_the_list]
)
def test_an_address_that_is_taken_is_told_with_the_way_to_mend_it(team, job):
    team.pablo.raise_request_exception = False
    answer = job(team)
    assert answer.status_code == 302
    told = team.pablo.get(reverse("wagtailadmin_home")).text
    assert "La dirección «campania» ya se usa" in told
    assert (team.public, team.page.slug) == (FIRST, "una-pagina")
    assert not team.scheduled().exists()
    if job is not press_publish_in_the_list:
        assert f'href="{team.edit_url}"' in told


def test_undoing_keeps_todays_address_where_another_page_has_the_earlier_one(team):
    team.publish("UNO")
    team.edit(team.eva, "DOS", slug="otra")
    team.read(team.pablo, "publish")
    take_the_address(team, "una-pagina")
    url = reverse("undo_publication", args=[team.pk])
    answer = team.pablo.post(url, {"live": team.page.live_revision_id})
    assert (team.public, team.page.slug) == ("UNO", "otra")
    assert "sigue en su dirección de hoy" in team.pablo.get(answer["Location"]).text


def test_undoing_brings_back_the_earlier_address_that_is_free(team):
    team.publish("UNO")
    team.edit(team.eva, "DOS", slug="otra")
    team.read(team.pablo, "publish")
    url = reverse("undo_publication", args=[team.pk])
    team.pablo.post(url, {"live": team.page.live_revision_id})
    assert (team.public, team.page.slug) == ("UNO", "una-pagina")


def screens_of_one_page() -> list[str]:
    """Return the names of our addresses in the admin that name a page."""
    found = hooks.get_hooks("register_admin_urls")
    ours = [urls() for urls in found if urls.__module__.startswith("oim_portal")]
    return [each.name for urls in ours for each in urls if "<int:page_id>" in str(each.pattern)]


def test_no_screen_works_on_a_page_that_is_in_the_bin(team):
    form = form_of(team.pablo, team.edit_url)
    team.edit(team.eva, "UNO", slug="otra")
    kept = team.pablo.post(team.edit_url, form | {"lead_es": "DOS"})["Location"]
    team.page.delete()
    before = team.page.latest_revision_id
    root = signed_in(User.objects.create_superuser("root@example.org"))
    names = screens_of_one_page()
    assert len(names) > 6
    codes = {"publish_language": ["en"]}
    addresses = [
        kept if name == "editing_conflict" else reverse(name, args=[team.pk, *codes.get(name, [])])
        for name in names
    ]
    for address in addresses:
        assert root.get(address).status_code in (404, 405), address
        assert root.post(address, {"choice": "mine"}).status_code == 404, address
    assert team.page.latest_revision_id == before
    assert team.page.current_workflow_state is None
