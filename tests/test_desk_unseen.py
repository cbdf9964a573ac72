"""What the reading desk showed is what is approved: dates, menus and both languages."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from oim_portal.publishing.models import ReadText
from pages.models import ContentPage

from .editorial_team import FIRST, SUBMIT, EditorialTeam
from .html import text_of, texts
from .publishing_steps import press, shown_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def desk_url(team) -> str:
    return reverse("review_read", args=[team.pk])


def desk(client, team, query: str = "") -> BeautifulSoup:
    return BeautifulSoup(client.get(desk_url(team) + query).content, "html.parser")


def outside(screen: BeautifulSoup) -> str:
    return " ".join(texts(screen, ".desk__list > section > ul > .comparison"))


def local(days: int) -> str:
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("expire_at", local(30), "Retirar el"),
        ("go_live_at", local(3), "Publicar el"),
        ("sensitive", "on", "tema delicado"),
        ("show_in_menus", "false", "menús"),
    ],
)
def test_what_a_colleague_sets_while_the_desk_is_open_is_not_approved_unseen(
    team, field, value, named
):
    team.edit(team.eva, "De Eva", **SUBMIT)
    shown = shown_by(team.pablo, desk_url(team))
    team.autosave(team.paula, "De Eva", **{field: value})
    answer = team.pablo.post(desk_url(team), {"shown": shown, "action": "publish"})
    assert (team.public, team.scheduled().exists()) == (FIRST, False)
    assert named.lower() in said(answer).lower()
    again = BeautifulSoup(team.pablo.get(answer["Location"]).content, "html.parser")
    assert named.lower() in outside(again).lower()
    press(team.pablo, desk_url(team), "publish")
    page = team.page
    assert page.lead_es == "De Eva" or team.scheduled().exists()


@pytest.mark.parametrize("action", ["", "approve", "read-and-publish"])
def test_no_button_of_another_name_publishes(team, action):
    team.edit(team.eva, "De Eva")
    team.read(team.pablo, action)
    assert team.public == FIRST


@pytest.mark.parametrize("number", ["9" * 30, "9" * 4400, "²"])
def test_a_link_that_names_no_version_compares_with_what_is_public(team, number):
    team.edit(team.eva, "De Eva")
    desk = reverse("review_read", args=[team.pk])
    assert team.pablo.get(desk, {"desde": number}).status_code == 200
    names = {"de": number, "a": "publica", "idioma": "es", "hoja": "marcada"}
    sheet = reverse("review_sheet", args=[team.pk])
    assert team.pablo.get(sheet, names).status_code == 404


def test_a_change_of_the_menu_alone_can_be_approved(team):
    team.edit(team.eva, show_in_menus="false", **SUBMIT)
    screen = desk(team.pablo, team)
    assert "menú" in outside(screen)
    press(team.pablo, desk_url(team), "publish")
    assert not team.page.show_in_menus
    assert not team.page.workflow_in_progress


def test_a_list_approves_no_date_that_its_reader_was_not_shown(team):
    team.edit(team.eva, "De Eva", **SUBMIT)
    team.read(team.pablo)
    team.autosave(team.paula, "De Eva", expire_at=local(30))
    answer = team.decide(team.pablo)
    assert desk_url(team) in answer["Location"] + answer.content.decode()
    assert team.public == FIRST
    assert team.page.workflow_in_progress


def test_bulk_publishing_refuses_a_date_that_was_not_shown(team):
    team.edit(team.eva, "De Eva")
    team.read(team.pablo)
    team.autosave(team.eva, "De Eva", sensitive="on")
    url = reverse("wagtail_bulk_action", args=["pages", "basepage", "publish"])
    team.pablo.post(f"{url}?id={team.pk}", {"include_descendants": ""})
    assert team.public == FIRST


def test_nobody_is_asked_again_for_what_is_the_same(team):
    """An autosave of the same words, a deleted account, a moved page."""
    team.edit(team.eva, "De Eva", responsible=str(team.other_publisher.pk), **SUBMIT)
    shown = shown_by(team.pablo, desk_url(team))
    team.autosave(team.paula, "De Eva")
    team.other_publisher.delete()
    team.page.move(ContentPage.objects.get(pk=team.pk).get_parent(), pos="first-child")
    team.pablo.post(desk_url(team), {"shown": shown, "action": "publish"})
    assert team.public == "De Eva"


def test_a_text_that_the_page_does_not_show_stands_outside_beside_one_that_it_shows(team):
    team.edit(
        team.eva,
        "De Eva",
        search_description_es="Para buscadores",
        seo_title_es="Otro",
        slug="otra",
    )
    said = outside(desk(team.pablo, team))
    assert "Para buscadores" in said
    assert "otra" in said
    assert "De Eva" not in said


def test_a_text_panel_that_its_page_does_not_show_stands_outside(team, monkeypatch):
    """The page shows the lead; the template of another type may not."""
    monkeypatch.setattr(
        "oim_portal.admin.review.sheets.Comparison.rendering",
        lambda self, text, language: (
            f"<main><h1>{text.title}</h1></main>" if text else "<main></main>"
        ),
    )
    team.edit(team.eva, "De Eva", title="Otro título")
    said = outside(desk(team.pablo, team))
    assert "De Eva" in said
    assert "Otro título" not in said


def test_both_languages_are_listed_and_the_one_not_opened_is_named_beside_the_button(team):
    team.edit(team.eva, "De Eva", display_title_en="A page", lead_en="In English")
    screen = desk(team.pablo, team, "?idioma=es")
    listed = " ".join(texts(screen, ".desk__changes"))
    assert "De Eva" in listed
    assert "In English" in listed
    beside = text_of(screen.select_one(".desk__decision .desk__unopened"))
    assert "Inglés" in beside
    assert "Todavía no" in beside
    english = desk(team.pablo, team, screen.select_one(".desk__unopened a")["href"])
    assert not english.select(".desk__unopened")
    spanish = desk(team.pablo, team, english.select_one(".desk__choices a")["href"])
    assert not spanish.select(".desk__unopened")


def test_a_language_that_shows_the_same_changes_is_not_asked_for(team):
    """Without an English text, the English page shows the Spanish one."""
    team.edit(team.eva, "De Eva")
    screen = desk(team.pablo, team)
    assert not screen.select(".desk__unopened")
    assert "Los mismos cambios." in text_of(screen.select_one(".desk__list"))


def test_the_button_of_an_editor_publishes_nothing_and_says_so(team):
    team.edit(team.paula, "De Paula")
    beside = text_of(desk(team.eva, team).select_one(".desk__consequences"))
    assert "publica enseguida" not in beside
    assert "anotado" in beside
    press(team.eva, desk_url(team), "read")
    assert ReadText.objects.filter(reader=team.editor, suffices=True).exists()
    assert team.public == FIRST
