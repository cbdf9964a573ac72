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
def office(content) -> EditorialTeam:
    return EditorialTeam()


def in_days(days: int) -> str:
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def write_and_let_a_colleague_publish(office):
    office.publish("UNO")


def submit_and_approve_from_the_first_screen(office):
    office.edit(office.eva, "UNO", **SUBMIT)
    answer = office.decide(office.pablo)
    assert answer["Location"] == reverse("review_read", args=[office.pk])
    office.read(office.pablo, "publish")
    assert office.public == "UNO"
    assert WorkflowState.objects.latest("pk").status == WorkflowState.STATUS_APPROVED


def submit_and_approve_in_the_editor(office):
    office.edit(office.eva, "UNO", **SUBMIT)
    office.edit(office.pablo, **APPROVE)
    assert office.public == "UNO"


def approve_with_a_date_that_the_reviewer_sets(office):
    office.edit(office.eva, "UNO", **SUBMIT)
    office.edit(office.pablo, go_live_at=in_days(1), **APPROVE)
    assert office.public == FIRST
    assert office.scheduled().get().content["lead_es"] == "UNO"


def ask_for_changes_and_submit_again(office):
    office.edit(office.eva, "UNO", **SUBMIT)
    office.decide(office.pablo, "reject")
    office.edit(office.eva, "DOS", **SUBMIT)
    office.read(office.pablo, "publish")
    assert office.public == "DOS"


def publish_what_one_wrote_with_a_reason(office):
    give_reason(office.pablo, office.edit(office.pablo, "UNO", **PUBLISH))
    assert office.public == "UNO"


def add_a_page_and_publish_it_with_a_reason(office):
    add = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", office.page.get_parent().pk]
    )
    form = form_of(office.pablo, add) | {"title": "Nueva", "slug": "nueva", "lead_es": "UNO"}
    give_reason(office.pablo, office.pablo.post(add, form | PUBLISH))
    assert ContentPage.objects.get(slug="nueva").live


def add_a_page_and_publish_it_by_a_button_that_says_why(office):
    add = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", office.page.get_parent().pk]
    )
    form = form_of(office.pablo, add) | {"title": "Nueva", "slug": "nueva", "lead_es": "UNO"}
    office.pablo.post(add, form | BECAUSE_OF_AN_ERROR)
    assert ContentPage.objects.get(slug="nueva").live


def add_a_page_as_an_editor_and_let_a_colleague_publish_it(office):
    add = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", office.page.get_parent().pk]
    )
    office.eva.post(add, form_of(office.eva, add) | {"title": "Nueva", "slug": "nueva"})
    new = ContentPage.objects.get(slug="nueva")
    assert not new.live
    edit = reverse("wagtailadmin_pages:edit", args=[new.pk])
    office.pablo.post(edit, form_of(office.pablo, edit) | PUBLISH)
    assert ContentPage.objects.get(slug="nueva").live


def move(office):
    target = HomePage.objects.get()
    url = reverse("wagtailadmin_pages:move_confirm", args=[office.pk, target.pk])
    office.pablo.post(url)
    assert office.page.get_parent().pk == target.pk
    assert office.public == FIRST


def reorder(office):
    url = reverse("wagtailadmin_pages:set_page_position", args=[office.pk])
    assert office.pablo.post(f"{url}?position=0").status_code == 200
    assert office.page.get_prev_sibling() is None
    assert office.public == FIRST


def rename(office):
    answer = office.edit(office.pablo, slug="otra", **BECAUSE_OF_AN_ERROR)
    assert "/es/quienes-somos/otra/" in office.pablo.get(answer["Location"]).text
    give_reason(office.pablo, answer)
    assert (office.page.slug, office.public) == ("otra", FIRST)


def let_a_colleague_publish_a_new_address(office):
    office.edit(office.eva, slug="otra")
    answer = office.edit(office.pablo, **PUBLISH)
    office.pablo.post(answer["Location"], form_of(office.pablo, answer["Location"]))
    assert (office.page.slug, office.public) == ("otra", FIRST)


def change_the_menu_flag(office):
    flag = office.page.show_in_menus
    office.edit(office.pablo, **({"show_in_menus": ""} if flag else {"show_in_menus": "on"}))
    office.edit(office.paula, **PUBLISH)
    assert office.public == FIRST


def set_a_day_of_review(office):
    office.edit(office.eva, review_on="2027-01-01")
    office.edit(office.pablo, **PUBLISH)
    assert str(office.page.review_on) == "2027-01-01"


def lock_and_unlock(office):
    office.pablo.post(reverse("wagtailadmin_pages:lock", args=[office.pk]))
    assert office.page.locked
    office.pablo.post(reverse("wagtailadmin_pages:unlock", args=[office.pk]))
    assert not office.page.locked
    office.publish("UNO")


def schedule(office):
    office.schedule("UNO")
    assert office.public == FIRST
    assert office.hour_comes().failed == 0
    assert office.public == "UNO"


def schedule_for_tomorrow_at_eight(office):
    office.edit(office.eva, "UNO")
    address = reverse("publish_tomorrow", args=[office.pk])
    assert office.pablo.post(address)["Location"] == address
    assert not office.scheduled().exists()
    press(office.pablo, address, "")
    assert office.hour_comes().failed == 0
    assert office.public == "UNO"


def schedule_what_one_wrote_for_tomorrow_at_eight_with_a_reason(office):
    office.edit(office.pablo, "UNO", slug="otra")
    address = reverse("publish_tomorrow", args=[office.pk])
    assert "/es/quienes-somos/otra/" in office.pablo.get(address).text
    assert press(office.pablo, address, "")["Location"] == address
    assert press(office.pablo, address, "reason", reason=" ").status_code == 200
    assert not office.scheduled().exists()
    press(office.pablo, address, "reason", reason="Hoy no hay nadie")
    assert office.public == FIRST
    assert office.hour_comes().published == 1
    assert (office.public, office.page.slug) == ("UNO", "otra")


def schedule_a_corrected_text_for_tomorrow_at_eight(office):
    office.edit(office.eva, "UMO")
    office.edit(office.pablo, "UNO")
    press(office.pablo, reverse("publish_tomorrow", args=[office.pk]), "correct")
    assert office.public == FIRST
    assert office.hour_comes().published == 1
    assert office.public == "UNO"


def expire_and_publish_again(office):
    office.edit(office.eva, expire_at=in_days(9))
    office.edit(office.pablo, **PUBLISH)
    ContentPage.objects.filter(pk=office.pk).update(expire_at=timezone.now() - timedelta(1))
    office.hour_comes()
    assert office.public is None
    office.edit(office.eva, expire_at="")
    office.edit(office.pablo, **PUBLISH)
    assert office.public == FIRST


def unpublish_and_publish_again(office):
    office.pablo.post(reverse("wagtailadmin_pages:unpublish", args=[office.pk]))
    assert office.public is None
    office.edit(office.pablo, **PUBLISH)
    assert office.public == FIRST


def undo_the_last_publication(office):
    office.publish("UNO")
    office.publish("DOS")
    url = reverse("undo_publication", args=[office.pk])
    office.pablo.post(url, {"live": office.page.live_revision_id})
    assert office.public == "UNO"


def bring_back_an_older_version(office):
    office.publish("UNO")
    older = office.page.live_revision
    office.publish("DOS")
    url = reverse("wagtailadmin_pages:revisions_revert", args=[office.pk, older.pk])
    office.eva.post(office.edit_url, form_of(office.eva, url) | {"revision": older.pk})
    office.edit(office.pablo, **PUBLISH)
    assert office.public == "UNO"


def delete_and_restore(office):
    office.pablo.post(reverse("wagtailadmin_pages:delete", args=[office.pk]))
    assert office.public is None
    deletion = Deletion.objects.get(page=office.pk)
    office.pablo.post(reverse("trash_restore", args=[deletion.pk]))
    assert office.public == FIRST


def copy_a_tree_as_drafts(office):
    section = office.page.get_parent()
    form = {"new_title": "Copia", "new_slug": "copia", "copy_subpages": "on"}
    form["new_parent_page"] = section.get_parent().pk
    office.pablo.post(reverse("wagtailadmin_pages:copy", args=[section.pk]), form)
    copied = SectionPage.objects.get(slug="copia").get_descendants(inclusive=True)
    assert copied.count() > 1
    assert not copied.filter(live=True).exists()


def import_events_as_drafts(office):
    desk = EventImporter(office.publisher)
    columns = dict.fromkeys(desk.table()[0], "")
    desk.carry_out([columns | {"titulo_es": "Un hecho", "fecha": "1988"}], publish=False)
    event = HistoryEventPage.objects.get(title="Un hecho")
    assert not event.live
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    office.paula.post(edit, form_of(office.paula, edit) | {"text_es": "null"} | PUBLISH)
    assert HistoryEventPage.objects.get(pk=event.pk).live


def import_a_table_that_changes_nothing(office):
    desk = EventImporter(office.publisher)
    before = HistoryEventPage.objects.filter(live=True).count()
    plan = desk.preview(desk.table())
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


def replace_a_picture_that_a_page_shows(office):
    image, event = event_with_a_picture()
    url = reverse("wagtailimages:edit", args=[image.pk])
    file = upload(encoded(scene(size=(90, 70)), "png"), "b.png")
    answers = {"file": file, "consent": "yes", "replace_everywhere": "on"}
    assert office.eva.post(url, form_of(office.eva, url) | answers).status_code == 302
    assert PortalImage.objects.get(pk=image.pk).width == 90
    assert BasePage.objects.get(pk=event.pk).live


def delete_a_picture_and_publish_the_page_that_showed_it(office):
    image, event = event_with_a_picture()
    office.pablo.post(reverse("wagtailimages:delete", args=[image.pk]))
    event.refresh_from_db()
    event.review_on = timezone.localdate()
    publish_page(event, user=office.editor)
    assert HistoryEventPage.objects.get(pk=event.pk).review_on


def delete_the_author_of_a_draft(office):
    office.edit(office.eva, "UNO")
    office.editor.delete()
    office.edit(office.pablo, **PUBLISH)
    assert office.public == "UNO"


def delete_the_author_and_the_publisher_of_what_is_scheduled(office):
    office.schedule("UNO")
    office.editor.delete()
    office.publisher.delete()
    assert office.hour_comes().failed == 0
    assert office.public == "UNO"


def save_by_itself_while_one_writes(office):
    first = office.autosave(office.eva, "UN")
    second = office.autosave(office.eva, "UNO", overwrite_revision_id=first["revision_id"])
    assert second["revision_id"] == first["revision_id"]  # the history keeps one entry
    office.edit(office.pablo, **PUBLISH)
    assert office.public == "UNO"


def publish_several_at_once(office):
    office.page.unpublish()
    office.edit(office.eva, "UNO")
    office.read(office.pablo)
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "publish"])
    office.pablo.post(f"{url}?id={office.pk}", {"include_descendants": ""})
    assert office.public == "UNO"


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
    schedule_for_tomorrow_at_eight,
    schedule_what_one_wrote_for_tomorrow_at_eight_with_a_reason,
    schedule_a_corrected_text_for_tomorrow_at_eight,
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
def test_an_ordinary_job_is_done(job, office):
    job(office)
