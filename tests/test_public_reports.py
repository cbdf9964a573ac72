"""Faults of other sites that hold here and belong to no other file; docs/quality.md lists them."""

import pytest
from django.urls import reverse
from wagtail.models import WorkflowState

from oim_portal.trash.models import Deletion
from pages.models import ContentPage, HomePage

from .edit_forms import form_of
from .editorial_team import FIRST, SUBMIT, EditorialTeam
from .factories import add_page, publish_page
from .html import page as page_of
from .test_bulk_pages import bulk

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def test_a_schedule_in_the_past_is_refused_at_its_field(team):
    answer = team.edit(team.eva, "UNO", go_live_at="2020-01-01T10:00", expire_at="2020-01-02")
    assert "expire_at" in answer.context["form"].errors
    assert not team.scheduled().exists()


def test_the_first_slug_of_a_renamed_draft_is_free_for_another_page(team):
    new = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", HomePage.objects.get().pk]
    )
    team.eva.post(new, form_of(team.eva, new) | {"title": "Cierre", "slug": "cierre"})
    draft = ContentPage.objects.get(slug="cierre")
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    for slug in ("cierre-b", "cierre-c"):
        team.eva.post(url, form_of(team.eva, url) | {"slug": slug})
    form = form_of(team.eva, new) | {"title": "Otra", "slug": "cierre"}
    assert team.eva.post(new, form).status_code == 302
    assert ContentPage.objects.get(slug="cierre").title == "Otra"


def test_a_page_and_its_child_are_moved_or_deleted_together(team, visitor):
    child, target = add_page(team.page, "Hija"), add_page(title="Destino")
    where = {"chooser": target.pk}
    for _screen in range(2):  # the second confirms what the first says will change
        screen = team.pablo.post(bulk("move", team.page, child), where, follow=True)
        assert screen.status_code == 200
        where = form_of(team.pablo, screen) | where
    assert visitor.get("/es/destino/una-pagina/").status_code == 200
    assert team.pablo.post(bulk("delete", team.page, child)).status_code == 302
    for address in ("/es/destino/una-pagina/", "/es/destino/hija/", "/es/una-pagina/hija/"):
        assert visitor.get(address).status_code == 404
    assert Deletion.objects.filter(kind=Deletion.Kind.PAGE).exists()
    assert ContentPage.objects.filter(pk__in=[team.pk, child.pk]).count() == 2


def test_a_form_is_saved_after_its_review_was_cancelled(team):
    team.edit(team.eva, "UNO", **SUBMIT)
    team.edit(team.eva, **{"action-cancel-workflow": "true"})
    assert team.edit(team.eva, "DOS").status_code == 302
    assert team.draft.content["lead_es"] == "DOS"


def test_a_save_without_a_change_leaves_the_review_where_it_was(team):
    team.edit(team.eva, "UNO", **SUBMIT)
    before = WorkflowState.objects.get().current_task_state_id
    team.edit(team.pablo)
    state = WorkflowState.objects.get()
    assert (state.status, state.current_task_state_id) == (
        WorkflowState.STATUS_IN_PROGRESS,
        before,
    )
    team.read(team.pablo, "publish")
    assert team.public == "UNO"


def test_a_page_that_one_publisher_locks_is_not_unpublished_by_another(team):
    team.pablo.post(reverse("wagtailadmin_pages:lock", args=[team.pk]))
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[team.pk])
    team.paula.post(unpublish, {"include_descendants": ""})
    assert team.public == FIRST
    team.pablo.post(unpublish, {"include_descendants": ""})
    assert team.public is None


def test_the_copy_of_a_scheduled_page_is_a_draft_without_a_date(team):
    team.schedule("MAÑANA")
    url = reverse("wagtailadmin_pages:copy", args=[team.pk])
    team.eva.post(url, form_of(team.eva, url) | {"new_slug": "copia"})
    copy = ContentPage.objects.get(slug="copia")
    assert copy.live is False
    assert copy.get_latest_revision().approved_go_live_at is None
    team.hour_comes()
    assert ContentPage.objects.get(pk=copy.pk).live is False


@pytest.mark.parametrize(("title", "typed"), [("Céüse", "ceuse"), ("João Carlos", "joao carlos")])
def test_names_of_other_languages_are_found_without_their_accents(visitor, content, title, typed):
    named = add_page(title=title)
    publish_page(named)
    for query in (typed, title):
        found = page_of(visitor, f"/es/buscar/?q={query}")
        assert found.select(f'main a[href^="{named.url_in("es")}"]'), query
