"""What staff do every day, through the admin: no guard on publishing or deleting may stop it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from history.models import HistoryEventPage, HistoryPage
from oim_portal.media.models import PortalImage
from oim_portal.trash.models import Deletion
from pages.models import BasePage, ContentPage, HomePage, SectionPage

from .edit_forms import form_of
from .editorial_team import APPROVE, BECAUSE_OF_AN_ERROR, FIRST, PUBLISH, SUBMIT, EditorialTeam
from .event_tables import EventImporter
from .factories import add_page, publish_page
from .pictures import encoded, scene, upload
from .publishing_steps import give_reason, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def in_days(days: int) -> str:
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def write_and_let_a_colleague_publish(team):
    team.publish("UNO")


def submit_and_approve_from_the_first_screen(team):
    team.edit(team.eva, "UNO", **SUBMIT)
    answer = team.decide(team.pablo)
    assert answer["Location"] == reverse("review_read", args=[team.pk])
    team.read(team.pablo, "publish")
    assert team.public == "UNO"
    assert WorkflowState.objects.latest("pk").status == WorkflowState.STATUS_APPROVED


def submit_and_approve_in_the_editor(team):
    team.edit(team.eva, "UNO", **SUBMIT)
    team.edit(team.pablo, **APPROVE)
    assert team.public == "UNO"


def approve_with_a_date_that_the_reviewer_sets(team):
    team.edit(team.eva, "UNO", **SUBMIT)
    team.edit(team.pablo, go_live_at=in_days(1), **APPROVE)
    assert team.public == FIRST
    assert team.scheduled().get().content["lead_es"] == "UNO"


def ask_for_changes_and_submit_again(team):
    team.edit(team.eva, "UNO", **SUBMIT)
    team.decide(team.pablo, "reject")
    team.edit(team.eva, "DOS", **SUBMIT)
    team.read(team.pablo, "publish")
    assert team.public == "DOS"


def publish_what_one_wrote_with_a_reason(team):
    give_reason(team.pablo, team.edit(team.pablo, "UNO", **PUBLISH))
    assert team.public == "UNO"


def add_a_page_and_publish_it_with_a_reason(team):
    add = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", team.page.get_parent().pk]
    )
    form = form_of(team.pablo, add) | {"title": "Nueva", "slug": "nueva", "lead_es": "UNO"}
    give_reason(team.pablo, team.pablo.post(add, form | PUBLISH))
    assert ContentPage.objects.get(slug="nueva").live


def add_a_page_and_publish_it_by_a_button_that_says_why(team):
    add = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", team.page.get_parent().pk]
    )
    form = form_of(team.pablo, add) | {"title": "Nueva", "slug": "nueva", "lead_es": "UNO"}
    team.pablo.post(add, form | BECAUSE_OF_AN_ERROR)
    assert ContentPage.objects.get(slug="nueva").live


def add_a_page_as_an_editor_and_let_a_colleague_publish_it(team):
    add = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", team.page.get_parent().pk]
    )
    team.eva.post(add, form_of(team.eva, add) | {"title": "Nueva", "slug": "nueva"})
    new = ContentPage.objects.get(slug="nueva")
    assert not new.live
    edit = reverse("wagtailadmin_pages:edit", args=[new.pk])
    team.pablo.post(edit, form_of(team.pablo, edit) | PUBLISH)
    assert ContentPage.objects.get(slug="nueva").live


def move(team):
    target = HomePage.objects.get()
    url = reverse("wagtailadmin_pages:move_confirm", args=[team.pk, target.pk])
    team.pablo.post(url)
    assert team.page.get_parent().pk == target.pk
    assert team.public == FIRST


def reorder(team):
    url = reverse("wagtailadmin_pages:set_page_position", args=[team.pk])
    assert team.pablo.post(f"{url}?position=0").status_code == 200
    assert team.page.get_prev_sibling() is None
    assert team.public == FIRST


def rename(team):
    answer = team.edit(team.pablo, slug="otra", **BECAUSE_OF_AN_ERROR)
    assert "/es/quienes-somos/otra/" in team.pablo.get(answer["Location"]).text
    give_reason(team.pablo, answer)
    assert (team.page.slug, team.public) == ("otra", FIRST)


def let_a_colleague_publish_a_new_address(team):
    team.edit(team.eva, slug="otra")
    answer = team.edit(team.pablo, **PUBLISH)
    press(team.pablo, answer["Location"], "publish")
    assert (team.page.slug, team.public) == ("otra", FIRST)


def change_the_menu_flag(team):
    flag = team.page.show_in_menus
    team.edit(team.pablo, **({"show_in_menus": ""} if flag else {"show_in_menus": "on"}))
    team.edit(team.paula, **PUBLISH)
    assert team.public == FIRST


def set_a_day_of_review(team):
    team.edit(team.eva, review_on="2027-01-01")
    team.edit(team.pablo, **PUBLISH)
    assert str(team.page.review_on) == "2027-01-01"


def lock_and_unlock(team):
    team.pablo.post(reverse("wagtailadmin_pages:lock", args=[team.pk]))
    assert team.page.locked
    team.pablo.post(reverse("wagtailadmin_pages:unlock", args=[team.pk]))
    assert not team.page.locked
    team.publish("UNO")


def schedule(team):
    team.schedule("UNO")
    assert team.public == FIRST
    assert team.hour_comes().failed == 0
    assert team.public == "UNO"


def schedule_for_tomorrow_morning(team):
    team.edit(team.eva, "UNO")
    address = reverse("publish_tomorrow", args=[team.pk])
    assert team.pablo.post(address)["Location"] == address
    assert not team.scheduled().exists()
    press(team.pablo, address, "publish")
    assert team.hour_comes().failed == 0
    assert team.public == "UNO"


def schedule_what_one_wrote_for_tomorrow_morning_with_a_reason(team):
    team.edit(team.pablo, "UNO", slug="otra")
    address = reverse("publish_tomorrow", args=[team.pk])
    assert "/es/quienes-somos/otra/" in team.pablo.get(address).text
    assert press(team.pablo, address, "publish")["Location"] == address
    assert press(team.pablo, address, "reason", reason=" ").status_code == 200
    assert not team.scheduled().exists()
    press(team.pablo, address, "reason", reason="Hoy no hay nadie")
    assert team.public == FIRST
    assert team.hour_comes().published == 1
    assert (team.public, team.page.slug) == ("UNO", "otra")


def schedule_a_corrected_text_for_tomorrow_morning(team):
    team.edit(team.eva, "UMO")
    team.edit(team.pablo, "UNO")
    press(team.pablo, reverse("publish_tomorrow", args=[team.pk]), "correct")
    assert team.public == FIRST
    assert team.hour_comes().published == 1
    assert team.public == "UNO"


def expire_and_publish_again(team):
    team.edit(team.eva, expire_at=in_days(9))
    team.edit(team.pablo, **PUBLISH)
    ContentPage.objects.filter(pk=team.pk).update(expire_at=timezone.now() - timedelta(1))
    team.hour_comes()
    assert team.public is None
    team.edit(team.eva, expire_at="")
    team.edit(team.pablo, **PUBLISH)
    assert team.public == FIRST


def unpublish_and_publish_again(team):
    team.pablo.post(reverse("wagtailadmin_pages:unpublish", args=[team.pk]))
    assert team.public is None
    team.edit(team.pablo, **PUBLISH)
    assert team.public == FIRST


def undo_the_last_publication(team):
    team.publish("UNO")
    team.publish("DOS")
    url = reverse("undo_publication", args=[team.pk])
    team.pablo.post(url, {"live": team.page.live_revision_id})
    assert team.public == "UNO"


def bring_back_an_older_version(team):
    team.publish("UNO")
    older = team.page.live_revision
    team.publish("DOS")
    url = reverse("wagtailadmin_pages:revisions_revert", args=[team.pk, older.pk])
    team.eva.post(team.edit_url, form_of(team.eva, url) | {"revision": older.pk})
    team.edit(team.pablo, **PUBLISH)
    assert team.public == "UNO"


def delete_and_restore(team):
    team.pablo.post(reverse("wagtailadmin_pages:delete", args=[team.pk]))
    assert team.public is None
    deletion = Deletion.objects.get(page=team.pk)
    team.pablo.post(reverse("trash_restore", args=[deletion.pk]))
    assert team.public == FIRST


def copy_a_tree_as_drafts(team):
    section = team.page.get_parent()
    form = {"new_title": "Copia", "new_slug": "copia", "copy_subpages": "on"}
    form["new_parent_page"] = section.get_parent().pk
    team.pablo.post(reverse("wagtailadmin_pages:copy", args=[section.pk]), form)
    copied = SectionPage.objects.get(slug="copia").get_descendants(inclusive=True)
    assert copied.count() > 1
    assert not copied.filter(live=True).exists()


def import_events_as_drafts(team):
    importer = EventImporter(team.publisher)
    columns = dict.fromkeys(importer.table()[0], "")
    importer.carry_out([columns | {"titulo_es": "Un hecho", "fecha": "1988"}], publish=False)
    event = HistoryEventPage.objects.get(title="Un hecho")
    assert not event.live
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    team.paula.post(edit, form_of(team.paula, edit) | {"text_es": "null"} | PUBLISH)
    assert HistoryEventPage.objects.get(pk=event.pk).live


def import_a_table_that_changes_nothing(team):
    importer = EventImporter(team.publisher)
    before = HistoryEventPage.objects.filter(live=True).count()
    plan = importer.preview(importer.table())
    assert not plan.mistakes
    assert HistoryEventPage.objects.filter(live=True).count() == before


def event_with_a_picture() -> tuple[PortalImage, HistoryEventPage]:
    image = PortalImage.objects.create(title="Foto", file=upload(encoded(scene(), "png"), "a.png"))
    event = add_page(
        HistoryPage.objects.get(),
        "Con foto",
        model=HistoryEventPage,
        image=image,
        image_decorative=True,
    )
    publish_page(event)
    return image, event


def replace_a_picture_that_a_page_shows(team):
    image, event = event_with_a_picture()
    url = reverse("wagtailimages:edit", args=[image.pk])
    file = upload(encoded(scene(size=(90, 70)), "png"), "b.png")
    answers = {"file": file, "consent": "yes", "replace_everywhere": "on"}
    assert team.eva.post(url, form_of(team.eva, url) | answers).status_code == 302
    assert PortalImage.objects.get(pk=image.pk).width == 90
    assert BasePage.objects.get(pk=event.pk).live


def delete_a_picture_and_publish_the_page_that_showed_it(team):
    image, event = event_with_a_picture()
    team.pablo.post(reverse("wagtailimages:delete", args=[image.pk]))
    event.refresh_from_db()
    event.review_on = timezone.localdate()
    publish_page(event, user=team.editor)
    assert HistoryEventPage.objects.get(pk=event.pk).review_on


def delete_the_author_of_a_draft(team):
    team.edit(team.eva, "UNO")
    team.editor.delete()
    team.edit(team.pablo, **PUBLISH)
    assert team.public == "UNO"


def delete_the_author_and_the_publisher_of_what_is_scheduled(team):
    team.schedule("UNO")
    team.editor.delete()
    team.publisher.delete()
    assert team.hour_comes().failed == 0
    assert team.public == "UNO"


def save_by_itself_while_one_writes(team):
    first = team.autosave(team.eva, "UN")
    second = team.autosave(team.eva, "UNO", overwrite_revision_id=first["revision_id"])
    assert second["revision_id"] == first["revision_id"]  # the history keeps one entry
    team.edit(team.pablo, **PUBLISH)
    assert team.public == "UNO"


def publish_several_at_once(team):
    team.page.unpublish()
    team.edit(team.eva, "UNO")
    team.read(team.pablo)
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "publish"])
    team.pablo.post(f"{url}?id={team.pk}", {"include_descendants": ""})
    assert team.public == "UNO"


JOBS = [
    write_and_let_a_colleague_publish,
    submit_and_approve_from_the_first_screen,
    submit_and_approve_in_the_editor,
    approve_with_a_date_that_the_reviewer_sets,
    ask_for_changes_and_submit_again,
    publish_what_one_wrote_with_a_reason,
    add_a_page_and_publish_it_with_a_reason,
    add_a_page_and_publish_it_by_a_button_that_says_why,
    add_a_page_as_an_editor_and_let_a_colleague_publish_it,
    move,
    reorder,
    rename,
    let_a_colleague_publish_a_new_address,
    change_the_menu_flag,
    set_a_day_of_review,
    lock_and_unlock,
    schedule,
    schedule_for_tomorrow_morning,
    schedule_what_one_wrote_for_tomorrow_morning_with_a_reason,
    schedule_a_corrected_text_for_tomorrow_morning,
    expire_and_publish_again,
    unpublish_and_publish_again,
    undo_the_last_publication,
    bring_back_an_older_version,
    delete_and_restore,
    copy_a_tree_as_drafts,
    import_events_as_drafts,
    import_a_table_that_changes_nothing,
    replace_a_picture_that_a_page_shows,
    delete_a_picture_and_publish_the_page_that_showed_it,
    delete_the_author_of_a_draft,
    delete_the_author_and_the_publisher_of_what_is_scheduled,
    save_by_itself_while_one_writes,
    publish_several_at_once,
]


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.__name__)
def test_an_ordinary_job_is_done(job, team):
    job(team)
