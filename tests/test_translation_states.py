"""When a translation is missing, to review, current, outdated: whatever holds the texts."""

import copy

import pytest
from django.core.management import call_command
from django.utils.translation import override
from wagtail.models import Site

from history.models import HistoryEventPage, HistoryPage, Source, Theme
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.admin.translations.side_by_side import rows_of
from oim_portal.media.deletion import delete_permanently
from oim_portal.media.models import PortalImage
from pages.models import (
    BasePage,
    ContentPage,
    HomePage,
    MissionPage,
    PortalSettings,
    TranslationState,
    Value,
    ValuesPage,
)
from pages.translations import states
from pages.translations.word_diff import compare
from programs.models import ProgramPage

from .factories import publish_page
from .pictures import encoded, scene, upload
from .sample_page import publish_page_with_every_block
from .staff import add_person

pytestmark = pytest.mark.django_db
State = TranslationState.State


@pytest.fixture(params=["es", "en"], autouse=True)
def language_of_the_admin(request):
    """All of this is the same in an admin in Spanish and in English."""
    with override(request.param):
        yield request.param


def state_of(instance) -> TranslationState:
    return TranslationState.objects.of(instance).get(language="en")


def confirm(instance) -> None:
    if isinstance(instance, BasePage):
        instance = instance.specific_class.objects.get(pk=instance.pk)
    states.confirm(state_of(instance), instance, None)
    assert state_of(instance).state == State.CURRENT


def save(instance) -> None:
    if isinstance(instance, BasePage):
        publish_page(instance)
    else:
        instance.save()


def of_a_page():
    return MissionPage.objects.get(), lambda page: setattr(page, "commitments_lead_es", "Otra:")


def of_a_title():
    return MissionPage.objects.get(), lambda page: setattr(page, "title", "Otra misión")


def of_rich_text():
    page = MissionPage.objects.get()
    return page, lambda page: setattr(page, "opening_es", page.opening_es + "<p>Nuevo.</p>")


def of_a_stream():
    def change(page) -> None:
        stream = page.narrative_es.get_prep_value()
        stream[1]["value"] = "<p>Otro párrafo.</p>"
        page.narrative_es = page.narrative_es.stream_block.to_python(stream)

    return HistoryPage.objects.get(), change


def of_an_event():
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    return event, lambda page: setattr(page, "date_as_written_es", "mediados de 1975")


def of_a_programme():
    program = ProgramPage.objects.exclude(period_as_written_es="").first()
    return program, lambda page: setattr(page, "period_as_written_es", "en los años 70")


def of_a_row():
    def change(page) -> None:
        value = page.values.all()[1]
        value.name_es = "Otro valor"
        page.values.add(value)

    return ValuesPage.objects.get(), change


def of_a_new_row():
    page = ValuesPage.objects.get()
    return page, lambda page: page.values.add(Value(name_es="Uno más", name_en="One more"))


def of_a_theme():
    return Theme.objects.first(), lambda theme: setattr(theme, "name_es", "Otro tema")


def of_a_source():
    return Source.objects.first(), lambda source: setattr(source, "title_es", "Otra fuente")


def of_the_settings():
    found = PortalSettings.objects.create(
        site=Site.objects.get(), footer_es="<p>Pie</p>", footer_en="<p>Foot</p>"
    )
    return found, lambda settings: setattr(settings, "footer_es", "<p>Otro pie</p>")


def of_a_picture():
    picture = PortalImage.objects.create(
        title="Foto",
        file=upload(encoded(scene(), "png"), "foto.png"),
        description_es="Un bosque",
        description_en="A wood",
    )
    return picture, lambda picture: setattr(picture, "description_es", "Una selva")


@pytest.mark.parametrize(
    "case",
    [
        of_a_page,
        of_a_title,
        of_rich_text,
        of_a_stream,
        of_an_event,
        of_a_programme,
        of_a_row,
        of_a_new_row,
        of_a_theme,
        of_a_source,
        of_the_settings,
        of_a_picture,
    ],
)
def test_a_translation_is_outdated_when_its_spanish_changes_until_somebody_confirms_it(case):
    instance, change = case()
    assert state_of(instance).state == State.TO_REVIEW
    confirm(instance)
    save(instance)
    assert state_of(instance).state == State.CURRENT

    change(instance)
    save(instance)
    assert state_of(instance).state == State.OUTDATED
    assert state_of(instance).changed == 1
    instance = type(instance).objects.get(pk=instance.pk)
    changed = [row for row in rows_of(state_of(instance), instance) if row.change]
    assert len(changed) == 1

    confirm(instance)
    assert state_of(instance).changed == 0


def test_a_draft_changes_nothing_in_public_and_so_no_state():
    mission = MissionPage.objects.get()
    confirm(mission)
    mission.commitments_lead_es = "Otra:"
    mission.save_revision()
    assert state_of(mission).state == State.CURRENT


def test_changing_back_makes_it_current_whatever_the_dates():
    theme = Theme.objects.first()
    confirm(theme)
    before, theme.name_es = theme.name_es, "Otro"
    theme.save()
    theme.name_es = before
    theme.save()
    assert state_of(theme).state == State.CURRENT


def test_changing_the_translation_does_not_make_it_outdated():
    theme = Theme.objects.first()
    confirm(theme)
    theme.name_en = "Another"
    theme.save()
    assert state_of(theme).state == State.CURRENT


def test_what_the_editor_numbers_anew_is_no_change():
    mission = MissionPage.objects.get()
    confirm(mission)
    mission.opening_es = mission.opening_es.replace("<p>", '<p data-block-key="x1y2z">')
    save(mission)
    assert state_of(mission).state == State.CURRENT


def test_moving_a_block_is_a_change_and_moving_a_row_is_not():
    history = HistoryPage.objects.get()
    confirm(history)
    stream = history.narrative_es.get_prep_value()
    stream.insert(1, stream.pop(2))
    history.narrative_es = history.narrative_es.stream_block.to_python(stream)
    save(history)
    assert state_of(history).state == State.OUTDATED

    page = ValuesPage.objects.get()
    confirm(page)
    first, last = page.values.all()[0], page.values.all()[2]
    first.sort_order, last.sort_order = last.sort_order, first.sort_order
    page.values = page.values.all()
    save(page)
    assert state_of(page).state == State.CURRENT


def test_each_kind_of_block_is_compared_for_itself():
    page = publish_page_with_every_block()
    # The sample says the same in both languages, which is no translation.
    first = page.body_es.get_prep_value()[:1]
    page.lead_en = "A lead in English."
    page.body_en = page.body_es.stream_block.to_python(first)
    save(page)
    confirm(page)
    stream = page.body_es.get_prep_value()
    assert len(stream) > 8
    for index, block in enumerate(stream):
        page.body_es = page.body_es.stream_block.to_python(
            [*stream[:index], {**block, "value": other(block["value"])}, *stream[index + 1 :]]
        )
        save(page)
        state = state_of(page)
        assert (state.state, state.changed) == (State.OUTDATED, 1), block["type"]


def other(value):
    """Return a block's value with another first text; of a document another title."""
    if isinstance(value, str):
        return value.replace("</p>", " otra</p>") if "</p>" in value else f"{value} otra"
    if isinstance(value, list):
        return [other(value[0]), *value[1:]]
    name = next((name for name in TEXTS if value.get(name)), "title")
    return {**value, name: other(value[name])}


# Where blocks keep their first text, or what holds it.
TEXTS = ["text", "caption", "title", "entries", "heading", "value", "rows", "values"]


def test_a_text_without_a_translation_is_missing_and_confirming_the_rest_hides_nothing():
    program = ProgramPage.objects.first()
    program.partners_es, program.partners_en = "Socios", ""
    save(program)
    state = state_of(program)
    assert (state.state, state.missing) == (State.MISSING, 1)
    states.confirm(state, program, None)
    assert state.reviewed
    assert state.state == State.MISSING
    program.partners_en = "Partners"
    save(program)
    assert state_of(program).state == State.CURRENT


def test_a_page_without_a_translation_is_missing():
    page = ContentPage(title="Sin traducir", slug="sin-traducir", lead_es="Texto")
    HomePage.objects.get().add_child(instance=page)
    save(page)
    assert (state_of(page).state, state_of(page).missing) == (State.MISSING, 2)


def test_an_event_with_a_translation_that_loses_it_is_missing_again():
    event = HistoryEventPage.objects.first()
    confirm(event)
    event.quotation_en = event.quotation_part_en = ""
    save(event)
    assert state_of(event).state == State.MISSING


def test_the_confirmed_text_is_kept_and_shown_beside_todays():
    mission = MissionPage.objects.get()
    mission.commitments_lead_es = "Trabajamos para todas las personas:"
    save(mission)
    confirm(mission)
    mission.commitments_lead_es = "Trabajamos para todas las comunidades:"
    save(mission)
    [row] = [row for row in rows_of(state_of(mission), mission) if row.change]
    assert [part.words for part in row.confirmed if part.changed] == ["personas"]
    assert [part.words for part in row.today if part.changed] == ["comunidades"]
    assert row.translation == mission.commitments_lead_en


def test_the_address_of_a_link_counts_although_no_word_changes():
    mission = MissionPage.objects.get()
    mission.opening_es = '<p><a href="https://example.org/a">Aquí</a></p>'
    save(mission)
    confirm(mission)
    mission.opening_es = '<p><a href="https://example.org/b">Aquí</a></p>'
    save(mission)
    [row] = [row for row in rows_of(state_of(mission), mission) if row.change]
    assert row.change == "otherwise"


def test_words_are_compared_one_by_one():
    before, after = compare("uno dos tres", "uno cuatro tres cinco")
    assert [(part.words, part.changed) for part in before] == [
        ("uno ", False),
        ("dos", True),
        (" tres", False),
    ]
    assert "".join(part.words for part in after) == "uno cuatro tres cinco"


def test_rebuilding_changes_nothing_and_removes_what_is_gone():
    confirm(MissionPage.objects.get())
    before = list(TranslationState.objects.order_by("pk").values())
    gone = copy.copy(TranslationState.objects.of(Theme.objects.first()).get())
    gone.pk, gone.object_id = None, 987654
    gone.save()
    TranslationState.objects.of(Source.objects.first()).delete()
    call_command("update_translation_states", verbosity=0)
    after = {state["object_id"]: state for state in TranslationState.objects.values()}
    assert len(after) == len(before) or len(before) == TranslationState.objects.count()
    ignored = {"id"}
    for state in before:
        found = TranslationState.objects.values().get(
            content_type_id=state["content_type_id"], object_id=state["object_id"]
        )
        assert {k: v for k, v in found.items() if k not in ignored} == {
            k: v for k, v in state.items() if k not in ignored
        }
    assert not TranslationState.objects.filter(object_id=987654).exists()


def test_deleting_a_thing_deletes_its_state():
    theme = Theme.objects.create(name_es="De nadie", slug="de-nadie")
    page = MissionPage.objects.get()
    kept = [state_of(theme).pk, state_of(page).pk]
    theme.delete()
    with delete_permanently():
        page.delete()
    assert not TranslationState.objects.filter(pk__in=kept).exists()


def test_the_title_is_spanish_in_any_admin():
    assert state_of(MissionPage.objects.get()).title == "Nuestra Misión"
    source = Source.objects.first()
    source.save()
    assert state_of(source).title == source.title_es


def test_add_person_is_told_apart(language_of_the_admin):
    person = add_person("p@example.org", PUBLISHER)
    theme = Theme.objects.first()
    states.confirm(state_of(theme), theme, person)
    assert state_of(theme).reviewed_by == person
