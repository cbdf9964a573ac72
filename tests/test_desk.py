"""The reading desk: what it shows, compares, and asks before a text is public."""

import re

import pytest
from bs4 import BeautifulSoup
from django.template.loader import get_template
from django.urls import reverse
from wagtail.models import Comment

from oim_portal.accounts.roles import EDITOR
from oim_portal.admin.language_numbers import numbers_apart
from oim_portal.publishing.models import ReadText
from oim_portal.publishing.publish import REASONS
from pages.models import ContentPage

from .editorial_team import FIRST, SUBMIT, EditorialTeam
from .publishing_steps import press
from .sample_page import publish_page_with_every_block
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def desk(client, team, query: str = "", name: str = "review_read") -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse(name, args=[team.pk]) + query).content, "html.parser")


def sheets(client, screen: BeautifulSoup) -> list[BeautifulSoup]:
    """Return what the frames of the desk show."""
    found = [client.get(frame["src"]) for frame in screen.select("iframe")]
    assert all(answer["X-Frame-Options"] == "SAMEORIGIN" for answer in found)
    return [BeautifulSoup(answer.content, "html.parser") for answer in found]


def marks(soup: BeautifulSoup) -> list[str]:
    for spoken in soup.select(".mark-spoken"):
        spoken.decompose()
    return [mark.get_text() for mark in soup.select("[data-mark]")]


def decision(screen: BeautifulSoup) -> list[str]:
    return [button.get_text(strip=True) for button in screen.select(".desk__decision button")]


def test_the_page_is_shown_as_readers_will_see_it_with_its_change_marked(team):
    team.edit(team.eva, "Al comienzo y al final", **SUBMIT)
    screen = desk(team.pablo, team)
    assert "Una página" in screen.select_one(".desk__title").get_text()
    [sheet] = sheets(team.pablo, screen)
    assert marks(sheet) == ["y al final"]
    assert sheet.select_one("main h1").get_text() == "Una página"
    assert not sheet.select("script")
    [link] = screen.select(".desk__changes a")
    assert link["target"] == screen.iframe["name"]
    assert link["href"].endswith("#cambio-1")


def test_the_two_texts_stand_side_by_side_without_the_others_words(team):
    team.edit(team.eva, "De Eva")
    old, new = sheets(team.pablo, desk(team.pablo, team, "?ver=lado"))
    assert FIRST in old.main.get_text()
    assert "De Eva" not in old.main.get_text()
    assert "De Eva" in new.main.get_text()
    assert FIRST not in new.main.get_text()


def test_each_language_says_how_much_it_changes(team):
    team.edit(team.eva, display_title_en="A page", lead_en="In English")
    screen = desk(team.pablo, team)
    choices = screen.select(".desk__choices")[0].select("a")
    counts = [int(choice.select_one(".desk__count").contents[-1]) for choice in choices]
    assert counts[0] == 0
    assert counts[1] > 0
    assert choices[1].get("aria-current")
    assert "In English" in sheets(team.pablo, screen)[0].main.get_text()


def test_a_number_of_one_language_alone_is_told(team):
    fields = {"display_title_en": "A page", "lead_en": "within 15 working days"}
    team.edit(team.eva, "en un plazo de 10 días", **fields)
    warning = desk(team.pablo, team).select_one(".desk__warning").get_text(" ", strip=True)
    assert "10" in warning
    assert "15 working days" in warning
    texts = {"es": "1.500 personas a las 8:30", "en": "1,500 people at 8:30"}
    assert numbers_apart(texts) == []


def test_an_address_is_told_outside_the_text(team):
    team.edit(team.eva, slug="otra-direccion")
    outside = desk(team.pablo, team).select(".desk__list .comparison")[0].get_text()
    assert "otra" in outside


def test_what_it_showed_is_what_is_read_and_approved(team):
    team.edit(team.eva, "De Eva", **SUBMIT)
    assert decision(desk(team.pablo, team))[0] == "Aprobar y publicar"
    team.read(team.pablo, "publish")
    assert team.public == "De Eva"
    line = ReadText.objects.get(page=team.pk, kind="read")
    assert (line.reader, line.suffices) == (team.publisher, True)


def test_a_text_that_has_changed_is_not_approved_and_only_what_is_new_is_marked(team):
    team.edit(team.eva, "De Eva")
    screen = desk(team.pablo, team)
    form = {each["name"]: each["value"] for each in screen.select(".desk__buttons input")}
    team.edit(team.paula, "De Eva y Paula")
    answer = team.pablo.post(reverse("review_read", args=[team.pk]), form | {"action": "publish"})
    assert team.public == FIRST
    again = BeautifulSoup(team.pablo.get(answer["Location"]).content, "html.parser")
    assert marks(sheets(team.pablo, again)[0]) == ["y Paula"]
    assert "solo se marca lo nuevo" in again.get_text()
    assert again.select_one("a[href='?con=publica']")


def test_no_link_hides_what_its_reader_has_not_been_shown(team):
    team.edit(team.eva, "De Eva")
    number = team.page.latest_revision_id
    team.edit(team.paula, "De Eva y Paula")
    [sheet] = sheets(team.pablo, desk(team.pablo, team, f"?desde={number}"))
    assert FIRST in "".join(marks(sheet))


def test_after_a_reading_only_what_is_new_is_marked(team):
    team.edit(team.eva, "De Eva")
    team.read(team.pablo)
    team.autosave(team.eva, "De Eva, otra vez")
    [sheet] = sheets(team.pablo, desk(team.pablo, team))
    assert marks(sheet) == [", otra vez"]
    [sheet] = sheets(team.pablo, desk(team.pablo, team, "?con=publica"))
    assert FIRST in "".join(marks(sheet))


def test_changes_are_asked_for_with_comments_on_passages(team):
    page = publish_page_with_every_block()
    team.pk = page.pk
    page.lead_es = "De Eva"
    page.save_revision(user=team.editor)
    page.get_workflow().start(page, team.editor)
    block = next(child for child in page.body_es if child.block_type == "paragraph")
    data = {
        "comment": "Falta el plazo.",
        "passage-1": "¿laborables?",
        "quote-1": "10 días",
        "block-1": block.id,
        "passage-2": "",
    }
    team.read(team.pablo, "reject", **data)
    page.refresh_from_db()
    state = page.current_workflow_state.current_task_state
    assert state.comment == "Falta el plazo.\n«10 días»: ¿laborables?"
    [comment] = Comment.objects.filter(page=page.pk)
    assert comment.contentpath == f"body_es.{block.id}"
    form = team.eva.get(team.edit_url).text
    assert "Pablo Paz le devolvió esta página" in form
    assert "Falta el plazo." in form
    assert f"#block-{block.id}-section" in form


def test_changes_without_a_comment_are_not_asked_for(team):
    team.edit(team.eva, "De Eva", **SUBMIT)
    team.read(team.pablo, "reject", comment=" ")
    assert team.page.workflow_in_progress
    answer = team.read(team.eva, "reject", comment="No")
    assert answer.status_code in {302, 403}
    assert team.page.workflow_in_progress


def test_a_page_that_was_submitted_again_does_not_say_that_it_was_returned(team):
    team.edit(team.eva, "De Eva", **SUBMIT)
    team.read(team.pablo, "reject", comment="No")
    assert "le devolvió" in team.eva.get(team.edit_url).text
    team.edit(team.eva, "De Eva, mejor", **SUBMIT)
    assert "le devolvió" not in team.eva.get(team.edit_url).text


def test_the_undo_is_shown_the_right_way_round(team):
    team.publish("UNO")
    team.publish("DOS")
    screen = desk(team.pablo, team, name="undo_publication")
    soup = sheets(team.pablo, screen)[0]
    for spoken in soup.select(".mark-spoken"):
        spoken.decompose()
    assert [
        each.get_text() for each in soup.select("del, .page-head__lead[data-mark=removed]")
    ] == ["DOS"]
    assert "UNO" in soup.main.get_text()
    assert not screen.select("[name=reason]")


def test_a_retracted_text_returns_only_with_a_reason(team):
    team.publish("UNO")
    url = reverse("wagtailadmin_pages:unpublish", args=[team.pk])
    team.publish("DOS")
    ReadText.objects.filter(page=team.pk).exclude(
        digest=ReadText.objects.filter(page=team.pk, suffices=True).latest("at").digest
    ).update(revoked_at="2026-01-01T00:00Z")
    undo = reverse("undo_publication", args=[team.pk])
    assert url
    screen = desk(team.pablo, team, name="undo_publication")
    assert screen.select("[name=reason]")
    live = {"live": team.page.live_revision_id}
    team.pablo.post(undo, live)
    assert team.public == "DOS"
    team.pablo.post(undo, live | {"why": "headquarters-asked"})
    assert team.public == "UNO"


def test_a_page_without_text_is_not_scheduled(team):
    page = ContentPage.objects.get(pk=team.pk)
    page.lead_es = ""
    page.save_revision(user=team.editor)
    screen = desk(team.pablo, team, name="publish_tomorrow")
    assert decision(screen) == []
    assert "no tiene texto en español" in screen.get_text()
    press(team.paula, reverse("review_read", args=[team.pk]), "read")
    shown = screen.select_one("[name=shown]")
    assert shown is None
    assert not team.scheduled().exists()


def test_a_usual_reason_is_enough(team):
    team.edit(team.pablo, "De Pablo")
    team.read(team.pablo, "reason", why="is-urgent")
    assert team.public == "De Pablo"
    assert ReadText.objects.get(kind="urgent").reason == "Es urgente para las personas."


def test_each_button_of_the_editor_gives_a_usual_reason():
    buttons = get_template("review/reason_buttons.html").template.source
    keys = re.findall(r'value="([a-z-]+)"', buttons)
    assert keys
    assert {*keys} <= {*REASONS}


def test_the_author_is_told_who_can_read_it(team):
    team.edit(team.pablo, "De Pablo")
    assert "Paula Paz" in desk(team.pablo, team).select_one(".desk__decision").get_text()


def test_the_ways_to_the_desk(team):
    team.edit(team.eva, "De Eva", **SUBMIT)
    url = reverse("review_read", args=[team.pk])
    number = team.page.latest_revision_id
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[team.pk, number, number])
    listing = reverse("wagtailadmin_explore", args=[team.page.get_parent().pk])
    for address in (team.edit_url, compare, listing):
        assert url in team.pablo.get(address).text, address


def test_the_mail_to_reviewers_leads_to_the_desk(team, mailoutbox):
    team.edit(team.eva, "De Eva", **SUBMIT)
    mail = next(each for each in mailoutbox if each.to == ["pablo@example.org"])
    assert reverse("review_read", args=[team.pk]) in mail.body


def test_a_sheet_shows_no_text_of_another_page_nor_to_strangers(team):
    team.edit(team.eva, "De Eva")
    other = publish_page_with_every_block().get_latest_revision().pk
    url = reverse("review_sheet", args=[team.pk])
    query = "?de={}&a={}&idioma=es&hoja=marcada"
    for old, new in ((other, "publica"), ("publica", other), ("x", "publica"), ("", "publica")):
        assert team.pablo.get(url + query.format(old, new)).status_code == 404
    assert team.pablo.get(url + query.format("nada", "publica")).status_code == 200
    assert team.pablo.get(url + "?de=nada&a=publica&idioma=xx&hoja=marcada").status_code == 404
    reader = signed_in(person(EDITOR, "otro@example.org"))
    assert reader.get(url + query.format("nada", "publica")).status_code == 200
