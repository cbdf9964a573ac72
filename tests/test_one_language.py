"""The screen that publishes one language: what goes out, what waits, and what is left of it."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from history.models import HistoryEventPage, Source
from pages.kinds.news.models import Correction, NewsPage
from pages.models import MissionPage
from programs.models import ProgramIndexPage, ProgramPage

from .editorial_team import FIRST, PUBLISH, SUBMIT, EditorialTeam
from .factories import add_page, publish_page
from .html import page as read
from .kind_content import add_kind
from .publishing_steps import press

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def screen_of(page, code: str = "es") -> str:
    return reverse("publish_language", args=[page.pk, code])


def told(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def publish_alone(client, page, code: str = "es", action: str = "publish", **fields):
    return press(client, screen_of(page, code), action, **fields)


def test_it_shows_what_goes_out_and_what_waits(team):
    team.edit(team.eva, "CORREGIDO", lead_en="Half wri")
    soup = read(team.pablo, screen_of(team))
    goes, waits = soup.select_one(".desk__fields"), soup.select_one(".desk__waits")
    assert "CORREGIDO" in goes.text
    assert "Half wri" not in goes.text
    assert "Half wri" in waits.text
    assert "CORREGIDO" not in waits.text
    sheet = team.pablo.get(soup.select_one("iframe[name=hoja]")["src"]).text
    assert "CORREGIDO" in sheet


def test_the_english_waits_afterwards_and_the_form_says_so(team):
    team.edit(team.eva, "CORREGIDO", lead_en="Half wri")
    publish_alone(team.pablo, team)
    assert (team.public, team.page.lead_en or "") == ("CORREGIDO", "")
    assert team.draft.content["lead_en"] == "Half wri"
    assert "El inglés espera" in told(team.eva.get(team.edit_url))
    answer = team.pablo.get(screen_of(team), follow=True)
    assert "Solo cambió un idioma" in answer.text


def test_the_english_goes_out_alone_too(team):
    team.edit(team.eva, "A medi", lead_en="Done")
    publish_alone(team.pablo, team, "en")
    assert (team.public, team.page.lead_en) == (FIRST, "Done")
    assert team.draft.content["lead_es"] == "A medi"


def test_what_waits_has_not_been_read(team):
    team.edit(team.paula, "CORREGIDO", lead_en="Half wri")
    publish_alone(team.pablo, team)
    team.edit(team.paula, **PUBLISH)
    assert (team.public, team.page.lead_en or "") == ("CORREGIDO", "")
    team.read(team.pablo, "publish")
    assert team.page.lead_en == "Half wri"


def test_what_waits_in_review_is_not_approved_from_a_list(team):
    team.edit(team.eva, "CORREGIDO", lead_en="Half wri", **SUBMIT)
    publish_alone(team.pablo, team)
    answer = team.decide(team.paula)
    assert (team.public, team.page.lead_en or "") == ("CORREGIDO", "")
    assert "/redaccion/leer/" in answer["Location"]


def test_the_address_waits_too_and_the_screen_does_not_say_otherwise(team):
    team.edit(team.eva, "CORREGIDO", lead_en="Half wri", slug="otra")
    decision = read(team.pablo, screen_of(team)).select_one(".desk__decision")
    assert "dirección" not in decision.text
    publish_alone(team.pablo, team)
    assert team.page.slug == "una-pagina"


def test_undoing_it_brings_the_text_before_and_leaves_the_draft(team):
    team.publish("UNO")
    team.edit(team.eva, "DOS", lead_en="Two")
    publish_alone(team.pablo, team)
    live = team.page.live_revision_id
    team.pablo.post(reverse("undo_publication", args=[team.pk]), {"live": live})
    assert (team.public, team.page.lead_en or "") == ("UNO", "")
    assert team.page.revisions.filter(content__lead_en="Two").exists()


def test_ones_own_text_needs_a_reason_and_a_stale_screen_publishes_nothing(team):
    team.edit(team.pablo, "MÍO", lead_en="Mine")
    soup = read(team.pablo, screen_of(team))
    assert soup.select_one("[name=reason]")
    sent = {each["name"]: each["value"] for each in soup.select("form [name=shown]")}
    team.edit(team.eva, "DE EVA")
    sent |= {"action": "reason", "reason": "Hoy cierra", "language": "es"}
    answer = team.pablo.post(screen_of(team), sent)
    assert "Ha cambiado" in told(answer) or "cambió" in told(answer)
    assert team.public == FIRST


def test_an_event_keeps_its_sources_and_a_programme_its_events(team):
    event = HistoryEventPage.objects.filter(live=True).first()
    source = Source.objects.create(title_es="Otra fuente")
    draft = event.get_latest_revision_as_object()
    draft.text_es, draft.text_en = "<p>Corregido</p>", "<p>Half wri</p>"
    draft.sources = [*draft.sources.all(), source]
    draft.save_revision(user=team.editor)
    waits = read(team.pablo, screen_of(event)).select_one(".desk__waits")
    assert "Otra fuente" in waits.text
    publish_alone(team.pablo, event)
    public = HistoryEventPage.objects.get(pk=event.pk)
    assert "Corregido" in public.text_es
    assert source not in public.sources.all()
    assert source in public.get_latest_revision_as_object().sources.all()
    program = add_page(ProgramIndexPage.objects.get(), "Uno", model=ProgramPage)
    publish_page(program)
    draft = program.get_latest_revision_as_object()
    draft.partners_es, draft.partners_en = "La Alcaldía", "The Mayo"
    draft.save_revision(user=team.editor)
    publish_alone(team.pablo, program)
    assert ProgramPage.objects.get(pk=program.pk).partners_es == "La Alcaldía"


def test_rows_wait_by_their_key(team):
    draft = MissionPage.objects.get().get_latest_revision_as_object()
    rows = list(draft.commitments.all())
    rows[0].text_es, rows[0].text_en = "Corregido", "Half wri"
    draft.commitments = rows
    draft.save_revision(user=team.editor)
    assert "Half wri" in read(team.pablo, screen_of(draft)).select_one(".desk__waits").text
    publish_alone(team.pablo, draft)
    row = MissionPage.objects.get().commitments.get(pk=rows[0].pk)
    assert row.text_es == "Corregido"
    assert row.text_en != "Half wri"


def test_a_new_row_comes_with_its_day_if_it_says_something_in_the_language(team):
    item = add_kind(NewsPage, "Feria", lead_es="Ocho", lead_en="Eight")
    draft, day = item.get_latest_revision_as_object(), date(2026, 11, 20)
    draft.lead_es, draft.lead_en = "Nueve", "Nin"
    draft.corrections.add(Correction(corrected_on=day, says_es="Nueve", says_en="Nin"))
    draft.corrections.add(Correction(corrected_on=day, says_en="Half wri"))
    draft.save_revision(user=team.editor)
    publish_alone(team.pablo, draft)
    rows = Correction.objects.values_list("corrected_on", "says_es", "says_en")
    assert list(rows) == [(day, "Nueve", None)]
    assert NewsPage.objects.get().get_latest_revision_as_object().corrections.count() == 2


@pytest.mark.parametrize("code", ["fr", "xx"])
def test_no_other_language_has_a_screen(team, code):
    team.edit(team.eva, "CORREGIDO", lead_en="Half wri")
    assert team.pablo.get(screen_of(team, code)).status_code == 404


def test_an_editor_may_not_publish_it(team):
    team.edit(team.eva, "CORREGIDO", lead_en="Half wri")
    answer = team.eva.get(screen_of(team), follow=True)
    assert "Publicar solo este idioma" not in answer.text
    team.eva.post(screen_of(team), {"action": "publish", "language": "es"})
    assert team.public == FIRST
