"""Two people on one page: a form that is out of date never overwrites, and loses no word."""

import re

import pytest
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import PageLogEntry

from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.admin.editing.stale_pages import ConflictView
from pages.models import ContentPage, MissionPage

from .edit_forms import form_of
from .factories import add_page, publish_page
from .publishing_steps import give_reason
from .staff import person, signed_in


@pytest.fixture
def page(content) -> ContentPage:
    page = add_page(title="Una página", lead_es="Al comienzo")
    publish_page(page)
    return page


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def ana():
    return signed_in(person(PUBLISHER, "ana@example.org", first_name="Ana"))


@pytest.fixture
def luis():
    return signed_in(person(PUBLISHER, "luis@example.org", first_name="Luis"))


def draft(page) -> ContentPage:
    page.refresh_from_db()
    return page.get_latest_revision_as_object()


def texts_in_history(page) -> set[str]:
    return {revision.as_object().lead_es for revision in page.revisions.all()}


@pytest.mark.parametrize("action", ["", "action-publish", "action-submit"])
def test_a_form_that_is_out_of_date_is_kept_and_changes_neither_draft_nor_page(
    page, ana, luis, action
):
    hers, his = form_of(ana, edit_url(page)), form_of(luis, edit_url(page))
    assert ana.post(edit_url(page), hers | {"lead_es": "De Ana"}).status_code == 302

    answer = luis.post(edit_url(page), his | {"lead_es": "De Luis"} | {action: "1"})

    assert "/conflicto/" in answer["Location"]
    assert draft(page).lead_es == "De Ana"
    assert ContentPage.objects.get(pk=page.pk).lead_es == "Al comienzo"
    assert texts_in_history(page) == {"Al comienzo", "De Ana", "De Luis"}


def test_the_person_is_shown_who_changed_what_and_both_texts(page, ana, luis):
    hers, his = form_of(ana, edit_url(page)), form_of(luis, edit_url(page))
    ana.post(edit_url(page), hers | {"lead_es": "De Ana"})
    answer = luis.post(edit_url(page), his | {"lead_es": "De Luis"})

    screen = luis.get(answer["Location"]).content.decode()

    assert "Ana Paz" in screen
    words = re.sub(r"<[^>]+>", "", screen)
    assert "Al comienzoDe Ana" in words
    assert "De AnaLuis" in words


@pytest.mark.parametrize(("choice", "kept"), [("mine", "De Luis"), ("theirs", "De Ana")])
def test_whatever_the_person_chooses_both_texts_stay_in_the_history(page, ana, luis, choice, kept):
    hers, his = form_of(ana, edit_url(page)), form_of(luis, edit_url(page))
    ana.post(edit_url(page), hers | {"lead_es": "De Ana"})
    conflict = luis.post(edit_url(page), his | {"lead_es": "De Luis"})["Location"]

    answer = luis.post(conflict, form_of(luis, conflict) | {"choice": choice})

    assert answer["Location"] == edit_url(page)
    assert draft(page).lead_es == kept
    assert texts_in_history(page) >= {"De Ana", "De Luis"}


def test_a_choice_made_from_a_screen_that_is_out_of_date_is_asked_again(page, ana, luis):
    hers, his = form_of(ana, edit_url(page)), form_of(luis, edit_url(page))
    ana.post(edit_url(page), hers | {"lead_es": "De Ana"})
    conflict = luis.post(edit_url(page), his | {"lead_es": "De Luis"})["Location"]
    shown = form_of(luis, conflict)
    ana.post(edit_url(page), form_of(ana, edit_url(page)) | {"lead_es": "Otra vez de Ana"})

    assert luis.post(conflict, shown | {"choice": "mine"})["Location"] == conflict
    assert draft(page).lead_es == "Otra vez de Ana"


def test_a_form_with_an_error_stays_out_of_date_until_it_is_corrected(page, ana, luis):
    hers, his = form_of(ana, edit_url(page)), form_of(luis, edit_url(page))
    ana.post(edit_url(page), hers | {"lead_es": "De Ana"})
    wrong = his | {"lead_es": "De Luis", "review_on": "ningún día"}
    answer = luis.post(edit_url(page), wrong)
    assert answer.status_code == 200
    again = form_of(luis, answer)
    assert again["lead_es"] == "De Luis"

    answer = luis.post(edit_url(page), again | {"review_on": ""})

    assert "/conflicto/" in answer["Location"]
    assert draft(page).lead_es == "De Ana"


def test_rows_that_a_colleague_removed_are_kept_with_the_text_that_had_them(content, ana, luis):
    mission = MissionPage.objects.get()
    hers, his = form_of(ana, edit_url(mission)), form_of(luis, edit_url(mission))
    count = int(his["commitments-TOTAL_FORMS"])
    assert count
    removed = {f"commitments-{number}-DELETE": "on" for number in range(count)}
    assert ana.post(edit_url(mission), hers | removed).status_code == 302
    assert not draft(mission).commitments.count()

    answer = luis.post(edit_url(mission), his | {"commitments-0-text_es": "Sigo aquí"})

    mine = PageLogEntry.objects.get(action="portal.kept_version").revision.as_object()
    assert "/conflicto/" in answer["Location"]
    assert mine.commitments.count() == count
    assert mine.commitments.first().text_es == "Sigo aquí"
    luis.post(answer["Location"], form_of(luis, answer["Location"]) | {"choice": "mine"})
    assert draft(mission).commitments.count() == count


def test_one_s_own_next_save_is_not_out_of_date(page, ana):
    for text in ("Uno", "Dos"):
        answer = ana.post(edit_url(page), form_of(ana, edit_url(page)) | {"lead_es": text})
        assert answer["Location"] == edit_url(page)
    assert draft(page).lead_es == "Dos"


def test_publishing_after_a_conflict_leaves_no_page_with_changes_unpublished(page, ana, luis):
    hers, his = form_of(ana, edit_url(page)), form_of(luis, edit_url(page))
    ana.post(edit_url(page), hers | {"lead_es": "De Ana"})
    luis.post(edit_url(page), his | {"lead_es": "De Luis"})

    form = form_of(ana, edit_url(page)) | {"action-publish": "1"}
    give_reason(ana, ana.post(edit_url(page), form))

    page.refresh_from_db()
    assert page.lead_es == "De Ana"
    assert not page.has_unpublished_changes


def test_a_page_without_a_version_gets_one_before_two_people_edit_it(content, ana, luis):
    page = add_page(title="Sin versiones", lead_es="Al comienzo")
    assert ana.get(edit_url(page)).status_code == 302
    hers, his = form_of(ana, edit_url(page)), form_of(luis, edit_url(page))
    ana.post(edit_url(page), hers | {"lead_es": "De Ana"})
    assert "/conflicto/" in luis.post(edit_url(page), his | {"lead_es": "De Luis"})["Location"]


def test_only_who_may_edit_a_page_sees_its_conflicts(page, ana, luis):
    hers, his = form_of(ana, edit_url(page)), form_of(luis, edit_url(page))
    ana.post(edit_url(page), hers | {"lead_es": "De Ana"})
    conflict = luis.post(edit_url(page), his | {"lead_es": "De Luis"})["Location"]
    outside = signed_in(person(EDITOR, "eva@example.org"))
    page.move(page.get_root(), pos="last-child")
    assert outside.get(conflict).status_code == 302


def test_a_field_in_which_only_keys_of_paragraphs_or_line_ends_differ_is_not_listed(
    content, ana, luis
):
    page = add_page(title="Una página", lead_es="Al comienzo")
    page.body_es = page.body_es.stream_block.normalize([("paragraph", "<p>Uno</p>")])
    publish_page(page)
    seen = page.get_latest_revision()
    theirs = seen.as_object()
    theirs.lead_es = "De Ana"
    theirs.save_revision(user=None)
    mine = seen.as_object()
    mine.body_es = mine.body_es.stream_block.normalize(
        [("paragraph", '<p data-block-key="abcde">Uno</p>')]
    )
    view = ConflictView()
    view.page, view.request = page, RequestFactory().get("/")
    view.request.user = User.objects.first()
    found = view.differences(seen.as_object(), mine)
    assert found == []
    found = view.differences(seen.as_object(), theirs)
    assert [each.field.name for each in found] == ["lead_es"]
