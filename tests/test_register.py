"""The register of read texts outlives what an office and its server go through."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Revision

from history.models import HistoryEventPage
from oim_portal.publishing import digest as digests
from oim_portal.publishing.checks import undeclared_fields
from oim_portal.publishing.digest import digest, digest_of
from oim_portal.publishing.models import ReadText
from oim_portal.publishing.undo import go_back, previous_publication
from pages.models import BasePage, Commitment, ContentPage, MissionPage
from pages.models.mission import ValuesPage
from programs.models import ProgramIndexPage, ProgramPage
from programs.models.program import ProgramEvent

from .edit_forms import form_of
from .editorial_team import BECAUSE_OF_AN_ERROR, FIRST, PUBLISH, SUBMIT, EditorialTeam
from .factories import add_page, publish_page
from .publishing_steps import press, shown_by
from .test_ordinary_jobs import event_with_a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def kinds() -> set[str]:
    return set(ReadText.objects.filter(reader__isnull=False).values_list("kind", flat=True))


def test_an_office_of_one_editor_and_one_publisher_needs_no_reason_for_a_week(team):
    for text in ("lunes", "martes"):
        team.publish(text)  # Eva writes, Pablo publishes
    team.edit(team.pablo, "miércoles")
    team.read(team.eva)  # she may not publish, and need not
    team.edit(team.pablo, **PUBLISH)
    assert team.public == "miércoles"
    team.edit(team.eva, "jueves")
    team.edit(team.pablo, "jueves, corregido")
    team.read(team.pablo, "correct")
    assert team.public == "jueves, corregido"
    team.edit(team.eva, "viernes")
    team.edit(team.pablo, "viernes de los dos")
    team.read(team.eva)
    team.edit(team.pablo, **PUBLISH)
    assert team.public == "viernes de los dos"
    assert kinds() == {"read", "correction"}
    team.edit(team.pablo, "sábado, y nadie está", **BECAUSE_OF_AN_ERROR)
    assert team.public == "sábado, y nadie está"
    assert kinds() == {"read", "correction", "urgent"}


def test_a_detour_and_a_late_text_make_nobody_a_writer(team):
    team.edit(team.eva, "BUENO")
    one = team.autosave(team.pablo, "BUENO,")
    team.autosave(team.pablo, "BUENO", overwrite_revision_id=one["revision_id"])
    team.edit(team.pablo, **PUBLISH)
    assert team.public == "BUENO"


def test_history_report_and_screen_say_who_wrote_and_who_read(team):
    team.publish("BUENO")
    history = reverse("wagtailadmin_pages:history", args=[team.pk])
    assert "Escrito por Eva Paz." in team.pablo.get(history).text
    screen = team.pablo.get(reverse("review_read", args=[team.pk])).text
    assert "Este texto es público" in screen
    assert "leído, Pablo Paz" in " ".join(screen.split())
    team.edit(team.pablo, "URGENTE", **BECAUSE_OF_AN_ERROR)
    report = team.paula.get(reverse("single_reader_report")).text
    for words in ("Una página", "Pablo Paz", "Corrige un error.", "sin segunda lectura"):
        assert words in report
    assert "Primer contenido." in report
    only = team.paula.get(reverse("single_reader_report"), {"kind": "urgent"}).text
    assert "Corrige un error." in only
    assert "Primer contenido." not in only


def test_the_spanish_is_published_alone_while_the_english_is_half_written(team):
    team.edit(team.eva, "CORREGIDO", display_title_en="Half wri", lead_en="Half wri")
    team.read(team.pablo, "publish", language="es")
    page = team.page
    assert (page.lead_es, page.lead_en or "", page.display_title_en or "") == ("CORREGIDO", "", "")
    draft = page.get_latest_revision_as_object()
    assert (draft.lead_es, draft.lead_en) == ("CORREGIDO", "Half wri")
    assert page.has_unpublished_changes
    team.edit(team.pablo, **PUBLISH)
    assert team.page.lead_en == "Half wri"
    assert kinds() == {"read"}


def test_rows_of_a_list_are_published_in_one_language_too(team):
    draft = MissionPage.objects.get().get_latest_revision_as_object()
    rows = list(draft.commitments.all())
    before = rows[0].text_en
    rows[0].text_es, rows[0].text_en = "Corregido", "Half wri"
    draft.commitments = [*rows, Commitment(text_es="Nuevo", text_en="Ne")]
    draft.save_revision(user=team.editor)
    url = reverse("review_read", args=[draft.pk])
    press(team.pablo, url, "publish", language="es")
    texts = dict(Commitment.objects.values_list("text_es", "text_en"))
    assert texts["Corregido"] == before
    assert not texts["Nuevo"]
    assert list(texts)[-1] == "Nuevo"
    draft = MissionPage.objects.get().get_latest_revision_as_object()
    assert {row.text_en for row in draft.commitments.all()} >= {"Half wri", "Ne"}


def values_form(team, values, **fields):
    """Eva sends the editor's form of the page of values with other rows."""
    url = reverse("wagtailadmin_pages:edit", args=[values.pk])
    form = form_of(team.eva, url) | {"body_es": "null", "body_en": "null"} | fields
    return team.eva.post(url, form)


def new_value(number: int, **fields: str) -> dict[str, str]:
    """Return what the form of values holds of one value more than there are."""
    row = {"id": "", "DELETE": "", "ORDER": str(number + 1), **fields}
    return {"values-TOTAL_FORMS": str(number + 1)} | {
        f"values-{number}-{name}": value for name, value in row.items()
    }


@pytest.mark.parametrize("first", ["es", ""])
def test_a_new_row_is_public_once_however_often_the_spanish_is_published(team, first):
    values = ValuesPage.objects.get()
    number = values.values.count()
    screen = reverse("review_read", args=[values.pk])
    values_form(team, values, **new_value(number, name_es="Respecto", name_en="Resp"))
    press(team.pablo, screen, "publish", language=first)
    public = values.values.get(name_es="Respecto")
    form = form_of(team.eva, reverse("wagtailadmin_pages:edit", args=[values.pk]))
    (field,) = (name for name, value in form.items() if value == "Respecto")
    values_form(team, values, **{field: "Respeto", "display_title_en": "Half wri"})
    press(team.pablo, screen, "publish", language="es")
    new = ValuesPage.objects.get().values.filter(name_es__startswith="Resp")
    assert list(new.values_list("pk", "name_es")) == [(public.pk, "Respeto")]
    press(team.pablo, screen, "publish")
    assert list(new.values_list("pk", "name_en")) == [(public.pk, "Resp")]


def test_a_row_that_the_draft_deletes_keeps_its_place_while_the_spanish_is_published(team):
    values = ValuesPage.objects.get()
    before = list(values.values.values_list("pk", flat=True))
    changes = {
        "values-0-DELETE": "1",
        "values-1-name_es": "Corregido",
        "display_title_en": "Half wri",
    }
    values_form(team, values, **changes)
    screen = reverse("review_read", args=[values.pk])
    press(team.pablo, screen, "publish", language="es")
    rows = ValuesPage.objects.get().values
    assert list(rows.values_list("pk", flat=True)) == before
    assert rows.all()[1].name_es == "Corregido"
    press(team.pablo, screen, "publish")
    assert list(rows.values_list("pk", flat=True)) == before[1:]


def test_rows_without_words_wait_while_the_spanish_is_published(team):
    event, other = HistoryEventPage.objects.filter(live=True)[:2]
    program = add_page(ProgramIndexPage.objects.get(), "Uno", model=ProgramPage)
    program.event_links = [ProgramEvent(event=event)]
    publish_page(program)
    draft = program.get_latest_revision_as_object()
    draft.event_links = [ProgramEvent(event=other)]
    draft.partners_es, draft.partners_en = "La Alcaldía", "The Mayo"
    draft.save_revision(user=team.editor)
    screen = reverse("review_read", args=[program.pk])
    press(team.pablo, screen, "publish", language="es")
    program = ProgramPage.objects.get(pk=program.pk)
    assert program.partners_es == "La Alcaldía"
    assert [row.event_id for row in program.event_links.all()] == [event.pk]
    press(team.pablo, screen, "publish")
    assert [row.event_id for row in program.event_links.all()] == [other.pk]


def test_one_language_is_that_of_the_text_that_was_shown(team):
    team.edit(team.eva, "BUENO", lead_en="Good", **SUBMIT)
    url = reverse("publish_language", args=[team.pk, "es"])
    shown = shown_by(team.pablo, url)
    team.autosave(team.paula, "MALO")
    team.pablo.post(url, {"shown": shown, "action": "publish"})
    assert team.public == "BUENO"
    assert team.draft.content["lead_es"] == "MALO"


def test_one_language_of_an_own_text_needs_a_reason_like_any(team):
    team.edit(team.pablo, "MÍO", lead_en="Mine")
    team.read(team.pablo, "publish", language="es")
    assert team.public == FIRST
    team.read(team.pablo, "reason", language="es", reason="Hoy cierra")
    assert (team.public, team.page.lead_en or "") == ("MÍO", "")


def test_a_new_field_with_a_default_changes_no_digest(team, monkeypatch):
    """`show_review` stands for a field that a migration adds: versions of before do not name it."""
    team.schedule("BUENO")
    for revision in Revision.objects.filter(object_id=str(team.pk)):
        content = {name: value for name, value in revision.content.items() if name != "show_review"}
        Revision.objects.filter(pk=revision.pk).update(content=content)
    fields = digests.public_fields
    monkeypatch.setattr(digests, "public_fields", lambda model: (*fields(model), "show_review"))
    assert team.hour_comes().refused == 0
    assert team.public == "BUENO"


def test_a_column_that_wagtail_adds_changes_no_digest(team):
    team.schedule("BUENO")
    for revision in Revision.objects.filter(object_id=str(team.pk)):
        content = revision.content | {"brand_new": 7}
        Revision.objects.filter(pk=revision.pk).update(content=content)
    assert team.hour_comes().refused == 0
    assert team.public == "BUENO"


def test_a_restart_in_another_language_changes_no_digest(team):
    team.schedule("BUENO")
    digests.public_fields.cache_clear()
    digests.row_fields.cache_clear()
    with translation.override("en"):
        assert team.hour_comes().refused == 0
    assert team.public == "BUENO"


def test_undoing_leads_back_past_a_link_that_has_become_a_link_to_a_page(team):
    _image, event = event_with_a_picture()
    event.text_es = '<p><a href="/es/mas-tarde/">ahí</a></p>'
    publish_page(event)
    event = HistoryEventPage.objects.get(pk=event.pk)
    event.text_es = "<p>dos</p>"
    publish_page(event, user=team.editor)
    add_page(title="Más tarde")
    event = HistoryEventPage.objects.get(pk=event.pk)
    go_back(event, previous_publication(event), team.publisher)
    assert 'linktype="page"' in HistoryEventPage.objects.get(pk=event.pk).text_es


def test_what_every_form_holds_is_the_same_text_when_it_is_sent_untouched(team):
    for page in BasePage.objects.filter(depth__gt=1, live=True).specific():
        revision = page.get_latest_revision() or page.save_revision(changed=False)
        before = digest(type(page), revision.content)
        assert digest_of(revision.as_object()) == before, page
        assert digest_of(type(page).objects.get(pk=page.pk)) == before, page


def test_a_column_in_neither_list_is_named_by_the_check(monkeypatch):
    monkeypatch.setattr(ContentPage, "internal_fields", BasePage.internal_fields - {"review_on"})
    assert undeclared_fields(ContentPage) == ["review_on"]


def test_one_language_is_offered_where_readers_see_a_change_in_both(team):
    mission = MissionPage.objects.get()
    url = reverse("review_read", args=[mission.pk])
    draft = mission.get_latest_revision_as_object()
    draft.commitments_lead_es = "Trabajamos para:"
    # As the editor's form sends what nobody has touched there.
    draft.opening_en = draft.opening_en.replace("<p>", '<p data-block-key="k1a2b">')
    draft.save_revision(user=team.editor)
    screen = reverse("publish_language", args=[mission.pk, "es"])
    assert screen not in team.pablo.get(url).text
    draft.commitments_lead_en = "We work to:"
    draft.save_revision(user=team.editor)
    assert screen in team.pablo.get(url).text
