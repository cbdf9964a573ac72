"""The law on public texts without its screens: hooks taken away, the API's actions put back.

Each way tries to make 'MALO' public, a text that nobody but its author has read. The draft holds it
afterwards, so that no way passes because its text was never stored.
"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Revision

from history.models import HistoryPage, Theme
from oim_portal.admin.review import reading
from oim_portal.admin.review.wagtail_hooks import PagesAPI
from oim_portal.publishing.digest import digest
from oim_portal.publishing.models import ReadText
from oim_portal.publishing.register import mark_read, retract, revoke
from oim_portal.publishing.undo import go_back
from oim_portal.trash.page_moves import restore_page, trash_page
from pages.models import BasePage, Commitment, ContentPage, MissionPage, SectionPage
from pages.models.publishing_guard import NotRead

from .edit_forms import form_of
from .editorial_team import APPROVE, BECAUSE_OF_AN_ERROR, FIRST, PUBLISH, SUBMIT, EditorialTeam
from .factories import add_page
from .test_ordinary_jobs import event_with_a_picture

pytestmark = pytest.mark.django_db
BAD = "MALO"


@pytest.fixture
def office(content, monkeypatch) -> EditorialTeam:
    """The office with no guard but the law: the reading of a sent form stays, it asks nothing."""
    hooks.get_hooks("before_publish_page")
    kept = [
        hook
        for hook in hooks._hooks["before_publish_page"]
        if hook[0] is reading.mark_read_from_form
    ]
    monkeypatch.setitem(hooks._hooks, "before_publish_page", kept)
    for name in ("before_bulk_action", "before_edit_page", "before_copy_page"):
        monkeypatch.setitem(hooks._hooks, name, [])
    monkeypatch.setattr(PagesAPI, "actions", PagesAdminAPIViewSet.actions)
    return EditorialTeam()


def refused(act, *args, **kwargs) -> None:
    with pytest.raises((NotRead, PermissionDenied)), transaction.atomic():
        act(*args, **kwargs)


def shown(office) -> str:
    return digest(ContentPage, office.draft.content)


def add_form(office, client, **fields) -> dict:
    url = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", office.page.get_parent().pk]
    )
    form = form_of(client, url) | {"title": "Nueva", "slug": "nueva", "lead_es": BAD} | fields
    client.post(url, form)
    return ContentPage.objects.get(slug="nueva")


def in_days(days: int) -> str:
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


# Through the admin


def publish_own_text_in_the_editor(office):
    office.edit(office.pablo, BAD, **PUBLISH)


def add_a_page_and_publish_it(office):
    assert add_form(office, office.pablo, **PUBLISH).latest_revision


def add_a_page_with_a_date_to_come(office):
    page = add_form(office, office.pablo, go_live_at=in_days(1), **PUBLISH)
    assert not Revision.objects.filter(
        object_id=page.pk, approved_go_live_at__isnull=False
    ).exists()


def schedule_own_text(office):
    office.edit(office.pablo, BAD, go_live_at=in_days(1), **PUBLISH)
    assert not office.scheduled().exists()


def publish_own_text_by_the_api(office):
    office.edit(office.pablo, BAD)
    assert office.call_api(office.pablo, "publish").status_code == 403


def publish_a_colleagues_text_unseen_by_the_api(office):
    office.edit(office.eva, BAD)
    assert office.call_api(office.pablo, "publish").status_code == 403


def copy_by_the_api(office):
    parent = office.page.get_parent().pk
    office.call_api(office.pablo, "copy", destination_page_id=parent, slug="copia", title=BAD)
    assert not ContentPage.objects.get(slug="copia").live


def make_an_alias_by_the_api(office):
    parent = office.page.get_parent().pk
    office.call_api(office.pablo, "create_alias", destination_page_id=parent, update_slug="copia")
    assert not ContentPage.objects.filter(slug="copia").exists()


def revert_and_publish_by_the_api(office):
    office.edit(office.pablo, BAD)
    bad = office.draft.pk
    office.edit(office.eva, "BUENO")
    office.call_api(office.pablo, "revert_to_page_revision", revision_id=bad)
    office.call_api(office.pablo, "publish")


def bring_back_own_text_in_the_editor(office):
    office.edit(office.pablo, BAD)
    bad = office.draft.pk
    office.edit(office.eva, "BUENO")
    url = reverse("wagtailadmin_pages:revisions_revert", args=[office.pk, bad])
    office.pablo.post(office.edit_url, form_of(office.pablo, url) | PUBLISH | {"revision": bad})


def let_a_colleague_bring_back_own_text(office):
    """Who reverts is not the writer, and the writer does not become a reader by it."""
    office.edit(office.pablo, BAD)
    bad = office.draft
    office.edit(office.eva, FIRST)
    bad.as_object().save_revision(user=office.editor, previous_revision=bad)
    office.edit(office.pablo, **PUBLISH)


def bring_back_own_text_from_before_the_last_publication(office):
    office.edit(office.pablo, BAD)
    bad = office.draft
    office.edit(office.eva, "BUENO")
    office.edit(office.paula, **PUBLISH)
    bad.as_object().save_revision(user=office.editor, previous_revision=bad)
    office.edit(office.pablo, **PUBLISH)
    assert office.public == "BUENO"


def approve_what_was_changed_during_the_review(office):
    office.edit(office.eva, BAD)
    bad = office.draft.pk
    office.edit(office.eva, "BUENO", **SUBMIT)
    office.call_api(office.eva, "revert_to_page_revision", revision_id=bad)
    office.decide(office.pablo)


def approve_in_the_editor_after_a_colleagues_autosave(office):
    office.edit(office.eva, "BUENO", **SUBMIT)
    form = form_of(office.pablo, office.edit_url)
    assert office.autosave(office.paula, BAD)["success"]
    office.pablo.post(office.edit_url, form | APPROVE)


def approve_own_text(office):
    office.edit(office.pablo, BAD, **SUBMIT)
    office.edit(office.pablo, **APPROVE)
    office.decide(office.pablo)


def rewrite_and_approve(office):
    office.edit(office.eva, "BUENO", **SUBMIT)
    office.edit(office.pablo, BAD, **APPROVE)


def publish_several_of_own(office):
    office.edit(office.pablo, BAD)
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "publish"])
    office.pablo.post(f"{url}?id={office.pk}", {"include_descendants": ""})


def publish_several_unseen(office):
    office.edit(office.eva, BAD)
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "publish"])
    office.pablo.post(f"{url}?id={office.pk}", {"include_descendants": ""})


def publish_tomorrow_unseen(office):
    office.edit(office.eva, BAD)
    office.pablo.post(reverse("publish_tomorrow", args=[office.pk]))
    assert not office.scheduled().exists()
    assert office.draft.content["go_live_at"] is None


def publish_with_a_new_address(office):
    office.edit(office.pablo, BAD, slug="otra", **BECAUSE_OF_AN_ERROR)
    url = reverse("page_rename", args=[office.pk])
    office.pablo.post(url, form_of(office.pablo, url))
    assert office.page.slug == "una-pagina"


# Readers


def change_a_word_after_the_reading(office):
    office.edit(office.pablo, "BUENO")
    office.read(office.eva)
    office.edit(office.pablo, BAD, **PUBLISH)


def add_a_letter_to_a_colleagues_text(office):
    """Eva adds a letter to Pablo's words without reading them: he has no reader."""
    office.edit(office.pablo, "MAL")
    office.edit(office.eva, BAD)
    office.edit(office.pablo, **PUBLISH)


def read_ones_own_text(office):
    office.edit(office.pablo, BAD)
    office.read(office.pablo)
    office.edit(office.pablo, **PUBLISH)


def correct_what_one_wrote_alone(office):
    office.edit(office.pablo, BAD)
    office.read(office.pablo, "correct")


def give_a_reason_as_an_editor(office):
    office.edit(office.eva, BAD)
    refused(mark_read, office.page, shown(office), office.editor, "porque sí")
    office.call_api(office.pablo, "publish")


def give_a_reason_for_another_text(office):
    office.edit(office.pablo, "BUENO")
    before = shown(office)
    office.edit(office.pablo, BAD)
    url = reverse("review_read", args=[office.pk])
    sent = {"shown": before, "action": "reason", "reason": "porque sí"}
    office.pablo.post(url, sent)
    assert not ReadText.objects.filter(kind="urgent").exists()


def use_a_reason_once_more(office):
    """The reason of a publication that failed is of no use to the next one."""
    office.edit(office.pablo, BAD)
    office.page.unpublish()
    with transaction.atomic():
        mark_read(office.page, shown(office), office.publisher, "porque sí")
        transaction.set_rollback(True)
    office.call_api(office.pablo, "publish")


# Versions


def autosave_over_the_live_version(office):
    office.publish("BUENO")
    live = office.page.live_revision
    office.autosave(office.pablo, BAD, overwrite_revision_id=live.pk)
    live.refresh_from_db()
    assert live.content["lead_es"] == "BUENO"
    office.edit(office.pablo, **PUBLISH)


def autosave_over_a_version_that_was_public(office):
    office.publish("BUENO")
    once = office.page.live_revision
    office.page.unpublish()
    office.autosave(office.pablo, BAD, overwrite_revision_id=once.pk)
    office.edit(office.pablo, **PUBLISH)


def autosave_over_a_version_that_was_read(office):
    office.edit(office.pablo, "BUENO")
    read = office.draft
    office.read(office.eva)
    office.autosave(office.pablo, BAD, overwrite_revision_id=read.pk)
    read.refresh_from_db()
    assert read.content["lead_es"] == "BUENO"
    office.edit(office.pablo, **PUBLISH)


def change_a_scheduled_version_before_its_hour(office):
    revision = office.schedule("BUENO")
    content = revision.content | {"lead_es": BAD}
    Revision.objects.filter(pk=revision.pk).update(content=content)
    assert office.hour_comes().refused == 1


def schedule_in_the_shell(office):
    page = office.page
    page.lead_es = BAD
    page.save_revision(user=office.publisher)
    past = timezone.now() - timedelta(days=1)
    refused(page.save_revision, user=office.publisher, approved_go_live_at=past)
    office.hour_comes()


def undo_to_a_retracted_text(office):
    office.publish(BAD)
    office.publish("BUENO")
    retract(office.page)
    bad = Revision.objects.filter(object_id=office.pk, content__lead_es=BAD).latest("pk")
    refused(go_back, office.page, bad, office.publisher)


def publish_a_retracted_text_again(office):
    office.edit(office.pablo, BAD)
    office.read(office.eva)
    office.edit(office.pablo, **PUBLISH)
    assert office.public == BAD
    url = reverse("wagtailadmin_pages:unpublish", args=[office.pk])
    office.pablo.post(url, {"retract": "on"})
    office.edit(office.pablo, **PUBLISH)
    office.call_api(office.pablo, "publish")


def restore_a_retracted_text_from_the_trash(office):
    office.publish(BAD)
    deletion = trash_page(office.page, office.publisher)
    revoke(office.page)
    restore_page(deletion, office.publisher)
    assert not office.page.live


def let_a_retracted_text_come_due(office):
    office.schedule(BAD)
    revoke(office.page)
    for _times in range(2):
        assert office.hour_comes().refused == 1
    told = office.pablo.get(reverse("wagtailadmin_pages:history", args=[office.pk])).text
    assert told.count("No se publicó a su hora") == 1
    home = office.pablo.get(reverse("wagtailadmin_home")).text
    assert reverse("review_read", args=[office.pk]) in home


# By code


def save_a_page(office):
    page = office.page
    page.lead_es = BAD
    page.save_revision(user=office.publisher)
    for options in (
        {},
        {"clean": False},
        {"update_fields": ["lead_es"]},
        {"update_fields": ["lead"]},
    ):
        refused(page.save, **options)


def publish_a_revision(office):
    page = office.page
    page.lead_es = BAD
    refused(page.save_revision(user=office.publisher).publish)
    refused(page.publish, office.draft)


def change_a_revision_in_memory(office):
    office.edit(office.eva, "BUENO")
    mark_read(office.page, shown(office), office.publisher)
    revision = office.draft
    revision.content["lead_es"] = BAD
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    refused(revision.publish, user=office.publisher)


def save_the_base_row(office):
    office.edit(office.pablo, BAD)
    base = BasePage.objects.get(pk=office.pk)
    base.title = BAD
    refused(base.save)


def make_the_base_row_live(office):
    office.page.unpublish()
    office.edit(office.pablo, BAD)
    base = BasePage.objects.get(pk=office.pk)
    base.live = True
    refused(base.save, update_fields=["live"])


def write_by_querysets(office):
    office.edit(office.pablo, BAD)
    of_page = ContentPage.objects.filter(pk=office.pk)
    refused(of_page.update, lead_es=BAD)
    refused(of_page.update, lead=BAD)
    refused(BasePage.objects.filter(pk=office.pk).update, title=BAD)
    refused(BasePage.objects.filter(pk=office.pk).update, live=True)
    page = office.page
    page.lead_es = BAD
    refused(ContentPage.objects.bulk_update, [page], ["lead_es"])
    refused(office.page.get_parent().get_children().update, slug=BAD)


def change_a_picture_by_its_column(office):
    office.edit(office.pablo, BAD)
    _image, event = event_with_a_picture()
    event.image_id = None
    for name in ("image", "image_id"):
        refused(event.save, update_fields=[name])


def save_rows_apart_from_their_page(office):
    office.edit(office.pablo, BAD)
    row = Commitment.objects.first()
    row.text_es = BAD
    refused(row.save)
    refused(row.delete)
    refused(Commitment.objects.filter(pk=row.pk).delete)
    refused(Commitment.objects.create, page=MissionPage.objects.get(), text_es=BAD)
    refused(Commitment.objects.filter(pk=row.pk).update, text_es=BAD)
    refused(Commitment.objects.bulk_create, [Commitment(page=row.page, text_es=BAD)])


def choose_a_theme_from_its_own_side(office):
    office.edit(office.pablo, BAD)
    theme = Theme.objects.create(name_es=BAD, slug="malo")
    event = HistoryPage.objects.get().get_children().published().first().specific
    refused(theme.events.add, event)
    assert theme not in type(event).objects.get(pk=event.pk).themes.all()


def hide_words_in_what_looks_like_a_key(office):
    for text in (
        f'{FIRST} data-block-key="{BAD}"',
        f'<p data-block-key="{BAD}">',
        f'{FIRST}<i data-block-key="{BAD}">',
    ):
        office.edit(office.pablo, text, **PUBLISH)
        assert office.public == FIRST
    office.edit(office.pablo, BAD)


def save_some_columns_of_a_page_loaded_long_ago(office):
    old = office.page
    office.edit(office.eva, "UNO", display_title_en="Two")
    office.edit(office.pablo, **PUBLISH)
    office.edit(office.pablo, BAD)
    refused(old.save, update_fields=["display_title_en"])
    old.live, old.lead_es = False, BAD  # in memory alone
    refused(old.save, update_fields=["lead_es"])
    office.page.unpublish()
    page, good = office.page, office.page
    page.lead_es = BAD
    page.save()
    good.live = True
    refused(good.save, update_fields=["live"])


def save_the_rows_of_a_page_by_their_name(office):
    office.edit(office.pablo, BAD)
    for names in (["commitments"], ["live", "commitments"]):
        mission = MissionPage.objects.get()
        rows = list(mission.commitments.all())
        rows[0].text_es = BAD
        mission.commitments = rows
        refused(mission.save, update_fields=names)


def take_a_row_from_its_page(office):
    office.edit(office.pablo, BAD)
    draft = add_page(SectionPage.objects.first(), "Otra", live=False)
    row = Commitment.objects.first()
    row.page_id = draft.pk
    refused(row.save)
    assert Commitment.objects.get(pk=row.pk).page_id != draft.pk
    refused(Commitment.objects.filter(pk=row.pk)._raw_delete, "default")


def make_a_page_of_another_kind(office):
    office.edit(office.pablo, BAD)
    page = office.page
    page.content_type = HistoryPage.objects.get().content_type
    refused(page.save, update_fields=["content_type"])


WAYS = [
    hide_words_in_what_looks_like_a_key,
    save_some_columns_of_a_page_loaded_long_ago,
    save_the_rows_of_a_page_by_their_name,
    take_a_row_from_its_page,
    make_a_page_of_another_kind,
    publish_own_text_in_the_editor,
    add_a_page_and_publish_it,
    add_a_page_with_a_date_to_come,
    schedule_own_text,
    publish_own_text_by_the_api,
    publish_a_colleagues_text_unseen_by_the_api,
    copy_by_the_api,
    make_an_alias_by_the_api,
    revert_and_publish_by_the_api,
    bring_back_own_text_in_the_editor,
    let_a_colleague_bring_back_own_text,
    bring_back_own_text_from_before_the_last_publication,
    approve_what_was_changed_during_the_review,
    approve_in_the_editor_after_a_colleagues_autosave,
    approve_own_text,
    rewrite_and_approve,
    publish_several_of_own,
    publish_several_unseen,
    publish_tomorrow_unseen,
    publish_with_a_new_address,
    change_a_word_after_the_reading,
    add_a_letter_to_a_colleagues_text,
    read_ones_own_text,
    correct_what_one_wrote_alone,
    give_a_reason_as_an_editor,
    give_a_reason_for_another_text,
    use_a_reason_once_more,
    autosave_over_the_live_version,
    autosave_over_a_version_that_was_public,
    autosave_over_a_version_that_was_read,
    change_a_scheduled_version_before_its_hour,
    schedule_in_the_shell,
    undo_to_a_retracted_text,
    publish_a_retracted_text_again,
    restore_a_retracted_text_from_the_trash,
    let_a_retracted_text_come_due,
    save_a_page,
    publish_a_revision,
    change_a_revision_in_memory,
    save_the_base_row,
    make_the_base_row_live,
    write_by_querysets,
    change_a_picture_by_its_column,
    save_rows_apart_from_their_page,
    choose_a_theme_from_its_own_side,
]
WITHOUT_A_DRAFT = {copy_by_the_api, make_an_alias_by_the_api, add_a_page_and_publish_it}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_way_makes_a_text_public_that_nobody_else_has_read(way, office):
    way(office)
    assert not ContentPage.objects.filter(live=True, lead_es=BAD).exists()
    assert not BasePage.objects.filter(live=True, title=BAD).exists()
    assert not Commitment.objects.filter(text_es=BAD, page__live=True).exists()
    held = Revision.objects.filter(content__lead_es=BAD).exists()
    assert held or way in WITHOUT_A_DRAFT
