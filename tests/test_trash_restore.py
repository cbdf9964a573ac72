"""All that goes with a page goes to the trash with it, and comes back."""

from pathlib import Path

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, CommentReply, PageLogEntry, PageViewRestriction, Revision

from oim_portal.accounts.models import User
from oim_portal.publishing.register import revoke
from oim_portal.trash.models import Deletion
from pages.models import BasePage, SectionPage

from .edit_forms import form_of
from .editorial_team import FIRST, PUBLISH, EditorialTeam
from .factories import add_page, make_private, publish_page
from .staff import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def what_goes_with(page: BasePage) -> dict[str, list]:
    """Return all that stands beside a page and those below it in other tables."""
    pages = [*BasePage.objects.get(pk=page.pk).get_descendants(inclusive=True)]
    rows = {
        "revisions": Revision.page_revisions.filter(object_id__in=[str(each.pk) for each in pages]),
        "comments": Comment.objects.filter(page__in=pages),
        "replies": CommentReply.objects.filter(comment__page__in=pages),
        "log": PageLogEntry.objects.filter(page__in=pages).exclude(action__startswith="portal."),
        "redirects": Redirect.objects.filter(redirect_page__in=pages),
        "restrictions": PageViewRestriction.objects.filter(page__in=pages),
    }
    found = {name: list(found.order_by("pk").values()) for name, found in rows.items()}
    assert all(found.values()), found
    return found


def test_all_that_goes_with_a_page_comes_back_with_it(team, visitor):
    team.schedule("Para mañana")
    child = add_page(team.page, "Hija")
    publish_page(child)
    make_private(child)
    comment = Comment.objects.create(
        page=team.page, user=team.editor, text="¿Seguro?", contentpath="lead_es"
    )
    CommentReply.objects.create(comment=comment, user=team.publisher, text="Sí.")
    url = team.page.url
    Redirect.add_redirect("/antes/", team.page)
    before = what_goes_with(team.page)

    team.pablo.post(reverse("wagtailadmin_pages:delete", args=[team.pk]))
    assert [visitor.get(each).status_code for each in (url, "/antes/", child.url)] == [404] * 3
    assert not team.scheduled().exists()
    team.pablo.post(reverse("trash_restore", args=[Deletion.objects.get().pk]))

    assert what_goes_with(team.page) == before
    assert visitor.get("/antes/").url == url
    assert visitor.get(child.url).status_code == 302
    assert team.hour_comes().published == 1
    assert team.public == "Para mañana"


def test_staff_are_told_where_what_they_deleted_is(team):
    address = reverse("wagtailadmin_pages:delete", args=[team.pk])
    answer = team.pablo.post(address, follow=True)
    assert "está en la papelera. Quien publica puede restaurar" in answer.text
    root = signed_in(User.objects.create_superuser("root@example.org"))
    assert "La página está en la papelera" in root.get(address, follow=True).text


def test_only_what_empties_the_trash_and_a_withdrawn_consent_delete_permanently():
    root = Path(__file__).parents[1]
    found = {
        (path.name, path.read_text().count("with delete_permanently():"))
        for app in ("oim_portal", "pages", "history", "programs")
        for path in (root / app).rglob("*.py")
        if "delete_permanently()" in path.read_text()
    }
    callers = {("consent.py", 1), ("emptying.py", 1), ("tree.py", 1)}
    assert found == {("deletion.py", 0), *callers}


def test_a_page_whose_text_was_retracted_comes_back_as_a_draft_to_be_read(team, visitor):
    team.publish("Un número que ya no existe")
    url = team.page.url
    team.pablo.post(reverse("wagtailadmin_pages:delete", args=[team.pk]))
    revoke(team.page)

    answer = team.pablo.post(
        reverse("trash_restore", args=[Deletion.objects.get().pk]), follow=True
    )

    assert answer.request["PATH_INFO"] == reverse("review_read", args=[team.pk])
    assert "Un número que ya no existe" in answer.text
    assert visitor.get(url).status_code == 404
    assert team.page.has_unpublished_changes
    team.read(team.eva)
    team.edit(team.pablo, **PUBLISH)
    assert visitor.get(url).status_code == 200


def restore_beside_its_successor(team) -> None:
    """Delete the page, add another at its address, and restore it under the name on offer."""
    team.pablo.post(reverse("wagtailadmin_pages:delete", args=[team.pk]))
    add_page(SectionPage.objects.first(), "Una página")
    address = reverse("trash_restore", args=[Deletion.objects.get().pk])
    team.pablo.post(address, form_of(team.pablo, address))
    assert team.page.slug == "una-pagina-1"


def test_what_is_scheduled_is_published_under_the_name_with_which_the_page_came_back(team):
    team.schedule("Para mañana")
    restore_beside_its_successor(team)
    assert team.public == FIRST
    outcome = team.hour_comes()
    assert (outcome.published, outcome.failed, outcome.refused) == (1, 0, 0)
    assert (team.public, team.page.slug) == ("Para mañana", "una-pagina-1")


def test_whoever_restores_under_another_name_writes_nothing(team):
    team.edit(team.eva, "UNO")
    restore_beside_its_successor(team)
    assert team.draft.user == team.editor
    team.edit(team.pablo, **PUBLISH)  # he has written none of it
    assert (team.public, team.page.slug) == ("UNO", "una-pagina-1")


def test_a_new_name_that_a_draft_gives_outlives_the_trash(team):
    team.edit(team.eva, slug="otra")
    restore_beside_its_successor(team)
    assert team.draft.content["slug"] == "otra"


def test_undoing_leads_to_the_version_before_under_the_name_that_the_page_has(team):
    team.publish("UNO")
    team.publish("DOS")
    restore_beside_its_successor(team)
    undo = reverse("undo_publication", args=[team.pk])
    team.pablo.post(undo, {"live": team.page.live_revision_id})
    assert (team.public, team.page.slug) == ("UNO", "una-pagina-1")
