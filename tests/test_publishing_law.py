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
from oim_portal.admin.review import readers
from oim_portal.admin.review.wagtail_hooks import PagesAPI
from oim_portal.publishing.digest import digest
from oim_portal.publishing.models import ReadText
from oim_portal.publishing.register import mark_read, revoke
from oim_portal.publishing.undo import go_back
from oim_portal.trash.page_moves import restore_page, trash_page
from pages.models import BasePage, Commitment, ContentPage, MissionPage, SectionPage
from pages.models.publishing_guard import NotRead

from .edit_forms import form_of
from .editorial_team import APPROVE, BECAUSE_OF_AN_ERROR, FIRST, PUBLISH, SUBMIT, EditorialTeam
from .factories import add_page
from .publishing_steps import press, shown_by
from .test_ordinary_jobs import event_with_a_picture

pytestmark = pytest.mark.django_db
BAD = "MALO"


@pytest.fixture
def team(content, monkeypatch) -> EditorialTeam:
    """The office with no guard but the law: the reading of a sent form stays, it asks nothing."""
    hooks.get_hooks("before_publish_page")
    kept = [
        hook
        for hook in hooks._hooks["before_publish_page"]
        if hook[0] is readers.mark_read_from_form
    ]
    monkeypatch.setitem(hooks._hooks, "before_publish_page", kept)
    for name in ("before_bulk_action", "before_edit_page", "before_copy_page"):
        monkeypatch.setitem(hooks._hooks, name, [])
    monkeypatch.setattr(PagesAPI, "actions", PagesAdminAPIViewSet.actions)
    return EditorialTeam()


def refused(act, *args, **kwargs) -> None:
    with pytest.raises((NotRead, PermissionDenied)), transaction.atomic():
        act(*args, **kwargs)


def shown(team) -> str:
    return digest(ContentPage, team.draft.content)


def add_form(team, client, **fields) -> dict:
    url = reverse(
        "wagtailadmin_pages:add", args=["pages", "contentpage", team.page.get_parent().pk]
    )
    form = form_of(client, url) | {"title": "Nueva", "slug": "nueva", "lead_es": BAD} | fields
    client.post(url, form)
    return ContentPage.objects.get(slug="nueva")


def in_days(days: int) -> str:
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


# Through the admin


def publish_own_text_in_the_editor(team):
    team.edit(team.pablo, BAD, **PUBLISH)


def add_a_page_and_publish_it(team):
    assert add_form(team, team.pablo, **PUBLISH).latest_revision


def add_a_page_with_a_date_to_come(team):
    page = add_form(team, team.pablo, go_live_at=in_days(1), **PUBLISH)
    assert not Revision.objects.filter(
        object_id=page.pk, approved_go_live_at__isnull=False
    ).exists()


def schedule_own_text(team):
    team.edit(team.pablo, BAD, go_live_at=in_days(1), **PUBLISH)
    assert not team.scheduled().exists()


def publish_own_text_by_the_api(team):
    team.edit(team.pablo, BAD)
    assert team.call_api(team.pablo, "publish").status_code == 403


def publish_a_colleagues_text_unseen_by_the_api(team):
    team.edit(team.eva, BAD)
    assert team.call_api(team.pablo, "publish").status_code == 403


def copy_by_the_api(team):
    parent = team.page.get_parent().pk
    team.call_api(team.pablo, "copy", destination_page_id=parent, slug="copia", title=BAD)
    assert not ContentPage.objects.get(slug="copia").live


def make_an_alias_by_the_api(team):
    parent = team.page.get_parent().pk
    team.call_api(team.pablo, "create_alias", destination_page_id=parent, update_slug="copia")
    assert not ContentPage.objects.filter(slug="copia").exists()


def revert_and_publish_by_the_api(team):
    team.edit(team.pablo, BAD)
    bad = team.draft.pk
    team.edit(team.eva, "BUENO")
    team.call_api(team.pablo, "revert_to_page_revision", revision_id=bad)
    team.call_api(team.pablo, "publish")


def bring_back_own_text_in_the_editor(team):
    team.edit(team.pablo, BAD)
    bad = team.draft.pk
    team.edit(team.eva, "BUENO")
    url = reverse("wagtailadmin_pages:revisions_revert", args=[team.pk, bad])
    team.pablo.post(team.edit_url, form_of(team.pablo, url) | PUBLISH | {"revision": bad})


def let_a_colleague_bring_back_own_text(team):
    """Who reverts is not the writer, and the writer does not become a reader by it."""
    team.edit(team.pablo, BAD)
    bad = team.draft
    team.edit(team.eva, FIRST)
    bad.as_object().save_revision(user=team.editor, previous_revision=bad)
    team.edit(team.pablo, **PUBLISH)


def bring_back_own_text_from_before_the_last_publication(team):
    team.edit(team.pablo, BAD)
    bad = team.draft
    team.edit(team.eva, "BUENO")
    team.edit(team.paula, **PUBLISH)
    bad.as_object().save_revision(user=team.editor, previous_revision=bad)
    team.edit(team.pablo, **PUBLISH)
    assert team.public == "BUENO"


def approve_what_was_changed_during_the_review(team):
    team.edit(team.eva, BAD)
    bad = team.draft.pk
    team.edit(team.eva, "BUENO", **SUBMIT)
    team.call_api(team.eva, "revert_to_page_revision", revision_id=bad)
    team.decide(team.pablo)


def approve_in_the_editor_after_a_colleagues_autosave(team):
    team.edit(team.eva, "BUENO", **SUBMIT)
    form = form_of(team.pablo, team.edit_url)
    assert team.autosave(team.paula, BAD)["success"]
    team.pablo.post(team.edit_url, form | APPROVE)


def approve_own_text(team):
    team.edit(team.pablo, BAD, **SUBMIT)
    team.edit(team.pablo, **APPROVE)
    team.decide(team.pablo)


def rewrite_and_approve(team):
    team.edit(team.eva, "BUENO", **SUBMIT)
    team.edit(team.pablo, BAD, **APPROVE)


def publish_several_of_own(team):
    team.edit(team.pablo, BAD)
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "publish"])
    team.pablo.post(f"{url}?id={team.pk}", {"include_descendants": ""})


def publish_several_unseen(team):
    team.edit(team.eva, BAD)
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "publish"])
    team.pablo.post(f"{url}?id={team.pk}", {"include_descendants": ""})


def publish_tomorrow_unseen(team):
    team.edit(team.eva, BAD)
    team.pablo.post(reverse("publish_tomorrow", args=[team.pk]))
    assert not team.scheduled().exists()
    assert team.draft.content["go_live_at"] is None


def publish_with_a_new_address(team):
    team.edit(team.pablo, BAD, slug="otra", **BECAUSE_OF_AN_ERROR)
    press(team.pablo, reverse("review_read", args=[team.pk]), "publish")
    assert team.page.slug == "una-pagina"


# Readers


def change_a_word_after_the_reading(team):
    team.edit(team.pablo, "BUENO")
    team.read(team.eva)
    team.edit(team.pablo, BAD, **PUBLISH)


def add_a_letter_to_a_colleagues_text(team):
    """Eva adds a letter to Pablo's words without reading them: he has no reader."""
    team.edit(team.pablo, "MAL")
    team.edit(team.eva, BAD)
    team.edit(team.pablo, **PUBLISH)


def read_ones_own_text(team):
    team.edit(team.pablo, BAD)
    team.read(team.pablo)
    team.edit(team.pablo, **PUBLISH)


def correct_what_one_wrote_alone(team):
    team.edit(team.pablo, BAD)
    team.read(team.pablo, "correct")


def give_a_reason_as_an_editor(team):
    team.edit(team.eva, BAD)
    refused(mark_read, team.page, shown(team), team.editor, "porque sí")
    team.call_api(team.pablo, "publish")


def give_a_reason_for_another_text(team):
    team.edit(team.pablo, "BUENO")
    url = reverse("review_read", args=[team.pk])
    before = shown_by(team.pablo, url)
    team.edit(team.pablo, BAD)
    sent = {"shown": before, "action": "reason", "reason": "porque sí"}
    team.pablo.post(url, sent)
    assert not ReadText.objects.filter(kind="urgent").exists()


def use_a_reason_once_more(team):
    """The reason of a publication that failed is of no use to the next one."""
    team.edit(team.pablo, BAD)
    team.page.unpublish()
    with transaction.atomic():
        mark_read(team.page, shown(team), team.publisher, "porque sí")
        transaction.set_rollback(True)
    team.call_api(team.pablo, "publish")


# Versions


def autosave_over_the_live_version(team):
    team.publish("BUENO")
    live = team.page.live_revision
    team.autosave(team.pablo, BAD, overwrite_revision_id=live.pk)
    live.refresh_from_db()
    assert live.content["lead_es"] == "BUENO"
    team.edit(team.pablo, **PUBLISH)


def autosave_over_a_version_that_was_public(team):
    team.publish("BUENO")
    once = team.page.live_revision
    team.page.unpublish()
    team.autosave(team.pablo, BAD, overwrite_revision_id=once.pk)
    team.edit(team.pablo, **PUBLISH)


def autosave_over_a_version_that_was_read(team):
    team.edit(team.pablo, "BUENO")
    read = team.draft
    team.read(team.eva)
    team.autosave(team.pablo, BAD, overwrite_revision_id=read.pk)
    read.refresh_from_db()
    assert read.content["lead_es"] == "BUENO"
    team.edit(team.pablo, **PUBLISH)


def change_a_scheduled_version_before_its_hour(team):
    revision = team.schedule("BUENO")
    content = revision.content | {"lead_es": BAD}
    Revision.objects.filter(pk=revision.pk).update(content=content)
    assert team.hour_comes().refused == 1


def schedule_in_the_shell(team):
    page = team.page
    page.lead_es = BAD
    page.save_revision(user=team.publisher)
    past = timezone.now() - timedelta(days=1)
    refused(page.save_revision, user=team.publisher, approved_go_live_at=past)
    team.hour_comes()


def undo_to_a_retracted_text(team):
    team.publish(BAD)
    team.publish("BUENO")
    team.page.unpublish()
    revoke(team.page)
    bad = Revision.objects.filter(object_id=team.pk, content__lead_es=BAD).latest("pk")
    refused(go_back, team.page, bad, team.publisher)


def publish_a_retracted_text_again(team):
    team.edit(team.pablo, BAD)
    team.read(team.eva)
    team.edit(team.pablo, **PUBLISH)
    assert team.public == BAD
    url = reverse("wagtailadmin_pages:unpublish", args=[team.pk])
    team.pablo.post(url, {"retract": "on"})
    team.edit(team.pablo, **PUBLISH)
    team.call_api(team.pablo, "publish")


def restore_a_retracted_text_from_the_trash(team):
    team.publish(BAD)
    deletion = trash_page(team.page, team.publisher)
    revoke(team.page)
    restore_page(deletion, team.publisher)
    assert not team.page.live


def let_a_retracted_text_come_due(team):
    team.schedule(BAD)
    revoke(team.page)
    for _times in range(2):
        assert team.hour_comes().refused == 1
    told = team.pablo.get(reverse("wagtailadmin_pages:history", args=[team.pk])).text
    assert told.count("No se publicó a su hora") == 1
    home = team.pablo.get(reverse("wagtailadmin_home")).text
    assert reverse("review_read", args=[team.pk]) in home


# By code


def save_a_page(team):
    page = team.page
    page.lead_es = BAD
    page.save_revision(user=team.publisher)
    for options in (
        {},
        {"clean": False},
        {"update_fields": ["lead_es"]},
        {"update_fields": ["lead"]},
    ):
        refused(page.save, **options)


def publish_a_revision(team):
    page = team.page
    page.lead_es = BAD
    refused(page.save_revision(user=team.publisher).publish)
    refused(page.publish, team.draft)


def change_a_revision_in_memory(team):
    team.edit(team.eva, "BUENO")
    mark_read(team.page, shown(team), team.publisher)
    revision = team.draft
    revision.content["lead_es"] = BAD
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    refused(revision.publish, user=team.publisher)


def save_the_base_row(team):
    team.edit(team.pablo, BAD)
    base = BasePage.objects.get(pk=team.pk)
    base.title = BAD
    refused(base.save)


def make_the_base_row_live(team):
    team.page.unpublish()
    team.edit(team.pablo, BAD)
    base = BasePage.objects.get(pk=team.pk)
    base.live = True
    refused(base.save, update_fields=["live"])


def write_by_querysets(team):
    team.edit(team.pablo, BAD)
    of_page = ContentPage.objects.filter(pk=team.pk)
    refused(of_page.update, lead_es=BAD)
    refused(of_page.update, lead=BAD)
    refused(BasePage.objects.filter(pk=team.pk).update, title=BAD)
    refused(BasePage.objects.filter(pk=team.pk).update, live=True)
    page = team.page
    page.lead_es = BAD
    refused(ContentPage.objects.bulk_update, [page], ["lead_es"])
    refused(team.page.get_parent().get_children().update, slug=BAD)


def change_a_picture_by_its_column(team):
    team.edit(team.pablo, BAD)
    _image, event = event_with_a_picture()
    event.image_id = None
    for name in ("image", "image_id"):
        refused(event.save, update_fields=[name])


def save_rows_apart_from_their_page(team):
    team.edit(team.pablo, BAD)
    row = Commitment.objects.first()
    row.text_es = BAD
    refused(row.save)
    refused(row.delete)
    refused(Commitment.objects.filter(pk=row.pk).delete)
    refused(Commitment.objects.create, page=MissionPage.objects.get(), text_es=BAD)
    refused(Commitment.objects.filter(pk=row.pk).update, text_es=BAD)
    refused(Commitment.objects.bulk_create, [Commitment(page=row.page, text_es=BAD)])


def choose_a_theme_from_its_own_side(team):
    team.edit(team.pablo, BAD)
    theme = Theme.objects.create(name_es=BAD, slug="malo")
    event = HistoryPage.objects.get().get_children().published().first().specific
    refused(theme.events.add, event)
    assert theme not in type(event).objects.get(pk=event.pk).themes.all()


def hide_words_in_what_looks_like_a_key(team):
    for text in (
        f'{FIRST} data-block-key="{BAD}"',
        f'<p data-block-key="{BAD}">',
        f'{FIRST}<i data-block-key="{BAD}">',
    ):
        team.edit(team.pablo, text, **PUBLISH)
        assert team.public == FIRST
    team.edit(team.pablo, BAD)


def save_some_columns_of_a_page_loaded_long_ago(team):
    old = team.page
    team.edit(team.eva, "UNO", display_title_en="Two")
    team.edit(team.pablo, **PUBLISH)
    team.edit(team.pablo, BAD)
    refused(old.save, update_fields=["display_title_en"])
    old.live, old.lead_es = False, BAD  # in memory alone
    refused(old.save, update_fields=["lead_es"])
    team.page.unpublish()
    page, good = team.page, team.page
    page.lead_es = BAD
    page.save()
    good.live = True
    refused(good.save, update_fields=["live"])


def save_the_rows_of_a_page_by_their_name(team):
    team.edit(team.pablo, BAD)
    for names in (["commitments"], ["live", "commitments"]):
        mission = MissionPage.objects.get()
        rows = list(mission.commitments.all())
        rows[0].text_es = BAD
        mission.commitments = rows
        refused(mission.save, update_fields=names)


def take_a_row_from_its_page(team):
    team.edit(team.pablo, BAD)
    draft = add_page(SectionPage.objects.first(), "Otra", live=False)
    row = Commitment.objects.first()
    row.page_id = draft.pk
    refused(row.save)
    assert Commitment.objects.get(pk=row.pk).page_id != draft.pk
    refused(Commitment.objects.filter(pk=row.pk)._raw_delete, "default")


def make_a_page_of_another_kind(team):
    team.edit(team.pablo, BAD)
    page = team.page
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
def test_no_way_makes_a_text_public_that_nobody_else_has_read(way, team):
    way(team)
    assert not ContentPage.objects.filter(live=True, lead_es=BAD).exists()
    assert not BasePage.objects.filter(live=True, title=BAD).exists()
    assert not Commitment.objects.filter(text_es=BAD, page__live=True).exists()
    held = Revision.objects.filter(content__lead_es=BAD).exists()
    assert held or way in WITHOUT_A_DRAFT
