"""Who else takes part: people named in comments, headquarters by a link, substitute readers."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Comment, CommentReply, PageLogEntry, PageViewRestriction

from history.models import HistoryEventPage
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR
from oim_portal.publishing.models import Absence, DraftLink
from oim_portal.trash.page_moves import trash_page
from pages.models import BasePage

from .editorial_team import FIRST, PUBLISH, SUBMIT, EditorialTeam
from .staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    team = EditorialTeam()
    team.pablo.get(reverse("wagtailadmin_home"))  # loads the hooks, as every request of staff
    return team


def comment(team, text: str) -> Comment:
    return Comment.objects.create(
        page=team.page, user=team.editor, text=text, contentpath="lead_es"
    )


def test_who_is_named_in_a_comment_gets_a_mail_and_sees_it_on_the_dashboard(team, mailoutbox):
    comment(team, "@Pablo ¿ponemos también la frase de la sede?")
    [mail] = mailoutbox
    assert mail.to == ["pablo@example.org"]
    assert "frase de la sede" in mail.body
    assert team.edit_url in mail.body
    home = reverse("wagtailadmin_home")
    assert "frase de la sede" in team.pablo.get(home).text
    assert "frase de la sede" not in team.paula.get(home).text


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("@Pablo Paz, mire", True),
        ("(@pablo@example.org)", True),
        ("@PÁBLO", True),
        ("@Pabloxyz", False),
        ("eva@pablo", False),
        ("Pablo", False),
    ],
)
def test_a_name_stands_behind_a_sign_of_its_own(team, mailoutbox, text, is_told):
    comment(team, text)
    assert bool(mailoutbox) == is_told


def test_an_answer_reaches_whom_it_names_and_what_is_resolved_waits_for_nobody(team, mailoutbox):
    asked = comment(team, "¿Está bien?")
    CommentReply.objects.create(comment=asked, user=team.publisher, text="@Eva sí")
    assert [mail.to for mail in mailoutbox] == [["eva@example.org"]]
    home = reverse("wagtailadmin_home")
    assert "¿Está bien?" in team.eva.get(home).text
    Comment.objects.filter(pk=asked.pk).update(resolved_at=timezone.now())
    assert "¿Está bien?" not in team.eva.get(home).text


def make_link(team, **fields) -> DraftLink:
    url = reverse("draft_links", args=[team.pk])
    team.pablo.post(url, {"recipient": "Sede, Ginebra", "days": "7"} | fields)
    return DraftLink.objects.latest("pk")


def path_of(link: DraftLink) -> str:
    return link.url[link.url.index("/cuenta/") :]


def test_a_draft_is_shown_by_a_link_in_both_languages_and_never_kept(team):
    team.edit(team.eva, "De Eva", display_title_en="A page", lead_en="In English")
    link = make_link(team)
    answer = Client().get(path_of(link))
    assert "De Eva" in answer.text
    assert "Borrador" in answer.text
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "In English" in Client().get(path_of(link) + "?idioma=en").text
    link.refresh_from_db()
    assert link.times_opened == 2
    assert link.last_opened_at
    assert PageLogEntry.objects.filter(page=team.pk, action="publishing.share_draft").exists()
    assert team.public == FIRST


def test_a_link_that_ended_was_revoked_or_is_forged_shows_nothing(team):
    team.edit(team.eva, "De Eva")
    link = make_link(team)
    path = path_of(link)
    for forged in (path.replace(f"/{link.pk}:", f"/{link.pk + 1}:"), path[:-4] + "xxx/"):
        assert Client().get(forged).status_code == 404
    DraftLink.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    assert Client().get(path).status_code == 404
    DraftLink.objects.update(ends_at=timezone.now() + timedelta(days=1))
    assert Client().get(path).status_code == 200
    url = reverse("draft_links", args=[team.pk])
    button = BeautifulSoup(team.pablo.get(url).content, "html.parser").select_one("[name=revoke]")
    team.pablo.post(url, {"revoke": button["value"]})
    assert Client().get(path).status_code == 404
    assert "Sede, Ginebra" in team.pablo.get(url).text
    history = reverse("wagtailadmin_pages:history", args=[team.pk])
    assert "Sede, Ginebra" in team.pablo.get(history).text


def make_private(team) -> None:
    above = team.page.get_parent()
    PageViewRestriction.objects.create(page=above, restriction_type=PageViewRestriction.LOGIN)


def deactivate(team) -> None:
    User.objects.filter(pk=team.publisher.pk).update(is_active=False)


def make_an_editor_of(team) -> None:
    team.publisher.groups.set(Group.objects.filter(name=EDITOR))


def delete_the_maker(team) -> None:
    team.publisher.delete()


def withdraw(team) -> None:
    UnpublishPageAction(team.page, user=team.other_publisher).execute()


def delete(team) -> None:
    trash_page(team.page, team.other_publisher)


CLOSED = [make_private, deactivate, make_an_editor_of, delete_the_maker, withdraw, delete]


@pytest.mark.parametrize("happens", CLOSED)
def test_a_link_closes_with_its_page_or_with_its_maker(team, happens):
    team.edit(team.eva, "De Eva")
    path = path_of(make_link(team))
    assert Client().get(path).status_code == 200
    happens(team)
    assert Client().get(path).status_code == 404
    if happens is not delete:
        screen = team.paula.get(reverse("draft_links", args=[team.pk])).text
        assert "ya no muestra nada" in screen


def test_a_draft_that_was_never_public_or_was_withdrawn_before_is_shown(team):
    withdraw(team)
    team.edit(team.eva, "De nuevo")
    assert "De nuevo" in Client().get(path_of(make_link(team))).text


def test_a_link_leads_to_the_public_page_once_the_draft_is_published(team):
    team.edit(team.eva, "De Eva", display_title_en="A page", lead_en="In English")
    path = path_of(make_link(team))
    team.edit(team.pablo, **PUBLISH)
    answer = Client().get(path + "?idioma=en")
    assert (answer.status_code, answer["Location"]) == (302, team.page.url_in("en"))
    assert "no-store" in answer["Cache-Control"]
    team.edit(team.eva, "Otra vez")
    assert "Otra vez" in Client().get(path).text


def test_links_can_be_revoked_when_all_is_published_or_the_page_is_locked(team):
    team.edit(team.eva, "De Eva")
    url = reverse("draft_links", args=[team.pk])
    assert url in team.pablo.get(team.edit_url).text
    link = make_link(team)
    team.edit(team.pablo, **PUBLISH)
    BasePage.objects.filter(pk=team.pk).update(locked=True, locked_by=team.other_publisher)
    assert url in team.pablo.get(team.edit_url).text
    assert "Crear el enlace" not in team.pablo.get(url).text
    team.pablo.post(url, {"revoke": str(link.pk)})
    link.refresh_from_db()
    assert link.revoked_at
    assert url not in team.pablo.get(team.edit_url).text


def test_an_editor_makes_no_link(team):
    team.edit(team.eva, "De Eva")
    team.eva.post(reverse("draft_links", args=[team.pk]), {"recipient": "Sede", "days": "7"})
    assert not DraftLink.objects.exists()


def name_a_substitute(team, substitute, days: int = 1) -> None:
    today = timezone.localdate()
    Absence.objects.create(
        absent=team.publisher,
        substitute=substitute,
        starts_on=today,
        ends_on=today + timedelta(days=days),
    )


def test_a_substitute_approves_what_others_wrote_while_a_colleague_is_away(team, mailoutbox):
    ines = person(EDITOR, "ines@example.org", first_name="Inés")
    browser = signed_in(ines)
    name_a_substitute(team, ines)
    team.edit(team.eva, "De Eva", **SUBMIT)
    assert ["ines@example.org"] in [mail.to for mail in mailoutbox]
    team.read(browser, "publish")
    assert team.public == "De Eva"


def test_a_substitute_does_not_approve_their_own_text_nor_publish_anything_else(team):
    name_a_substitute(team, team.editor)
    team.edit(team.eva, "De Eva", **SUBMIT)
    for action in ("publish", "reason", "correct"):
        team.read(team.eva, action, reason="Urge")
    assert team.public == FIRST


def test_a_reading_by_somebody_else_does_not_let_a_substitute_approve_their_own_text(team):
    name_a_substitute(team, team.editor)
    team.edit(team.eva, "De Eva", **SUBMIT)
    team.read(signed_in(person(EDITOR, "olga@example.org")), "read")
    team.read(team.eva, "publish")
    assert team.public == FIRST


def test_a_draft_of_an_event_is_shown_by_a_link(team, visitor):
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    event.save_revision()
    ends_at = timezone.now() + timedelta(days=1)
    link = DraftLink.objects.create(
        page=event, recipient="Sede", ends_at=ends_at, made_by=team.publisher
    )
    shown = visitor.get(path_of(link))
    assert shown.status_code == 200
    assert shown.content.decode().count(event.title) >= 1


def test_after_the_absence_a_substitute_is_a_reader_like_others(team):
    ines = person(EDITOR, "ines@example.org")
    name_a_substitute(team, ines, days=0)
    Absence.objects.update(starts_on="2026-01-01", ends_on="2026-01-02")
    team.edit(team.eva, "De Eva", **SUBMIT)
    team.read(signed_in(ines), "publish")
    assert team.public == FIRST


def test_a_substitute_is_not_offered_to_publish_the_spanish_alone(team):
    ines = person(EDITOR, "ines@example.org")
    name_a_substitute(team, ines)
    team.edit(team.eva, "De Eva", display_title_en="A page", lead_en="In English", **SUBMIT)
    url = reverse("review_read", args=[team.pk])
    assert "Publicar solo el español" in team.paula.get(url).text
    answer = signed_in(ines).get(url).text
    assert "Aprobar y publicar" in answer
    assert "Publicar solo el español" not in answer
