"""What events and programmes quote: the office's sentences, whole, with their own part and date."""

import json
import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from history.models import HistoryEventPage, HistoryPage, Source
from history.quotations import CUT, Quotation
from oim_portal.accounts.roles import ADMINISTRATOR, EDITOR
from oim_portal.trash.page_moves import restore_page, trash_page
from pages.languages import Localized
from pages.metadata.descriptions import sentences
from pages.models import TranslationState
from pages.models.publishing_guard import publishing_reason
from pages.translations import states
from programs.models import ProgramPage

from .edit_forms import form_of
from .factories import publish_page
from .html import page as soup_of
from .original_texts import fold, narrative_by_anchor, source_lines
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

FIRST = "1974-retorno"


@pytest.fixture
def editor(content):
    return signed_in(person(EDITOR))


def quoted_strings(text: str) -> list[str]:
    """Return what a quotation takes from its text: its lines without what stands for a gap."""
    lines = (line.removeprefix(CUT).strip() for line in text.split("\n"))
    return [line for line in lines if line]


def quoting_pages() -> list:
    return [*HistoryEventPage.objects.all(), *ProgramPage.objects.all()]


def test_the_first_content_quotes_the_offices_text_word_for_word(content):
    spanish = fold(" ".join(source_lines()))
    english = [fold(text["en"]) for text in narrative_by_anchor().values()]
    pages = quoting_pages()
    assert len(pages) == 19
    for page in pages:
        for string in quoted_strings(page.quotation_es):
            assert string in spanish, page.slug
        for string in quoted_strings(page.quotation_en):
            assert any(string in text for text in english), page.slug


def test_a_quotation_of_the_first_content_is_whole_sentences_with_its_part_and_date(content):
    for page in quoting_pages():
        for code in ("es", "en"):
            with translation.override(code):
                quoted = page.quoted
            assert quoted.text.language == code
            text = getattr(page, f"quotation_{code}")
            assert text.rstrip(f" {CUT}\n").endswith((".", ":")), page.slug
            assert re.match(rf"({re.escape(CUT)} )?[A-ZÁÉÍÓÚ“]", text), page.slug
            runs = [run for line in [*quoted.paragraphs, *quoted.items] for run in line]
            assert any(run.is_date for run in runs), page.slug
            assert any(run.is_part for run in runs), page.slug
            assert not any(getattr(page, f"{f}_{code}", "") for f in ("text", "description"))


def quotation(text: str, part: str = "", words: str = "") -> Quotation:
    return Quotation(Localized(text, "es"), part, words)


def runs_of(lines: list) -> list[list[tuple[str, bool, bool]]]:
    return [[tuple(run) for run in line] for line in lines]


def test_the_place_of_a_quotation_counts_paragraphs_and_is_found_in_both_languages(
    content, visitor
):
    path = "/quienes-somos/historia/1991-repatriacion/"
    for language, words in (("es", "párrafo 6"), ("en", "paragraph 6")):
        assert words in soup_of(visitor, f"/{language}{path}").select_one(".event__origin").text
    history = HistoryPage.current()
    blocks = history.narrative_en.get_prep_value()
    history.narrative_en = json.dumps([block | {"id": str(uuid4())} for block in blocks])
    publish_page(history)
    place = soup_of(visitor, f"/en{path}").select_one(".event__origin a")
    assert "paragraph 6" in place.text
    anchor = place["href"].partition("#")[2]
    assert soup_of(visitor, "/en/quienes-somos/historia/").select(f'[id="{anchor}"]')


def test_what_another_source_says_is_not_said_to_be_the_offices(content, visitor):
    event = HistoryEventPage.objects.get(slug=FIRST)
    event.quotation_source = Source.objects.first()
    publish_page(event)
    told = soup_of(visitor, f"/es/quienes-somos/historia/{FIRST}/").select(".event__origin")
    assert [fold(each.text) for each in told] == [
        f"Fuente de la cita: {event.quotation_source.title_es}"
    ]


def test_the_words_of_the_date_are_marked_in_the_part_first_and_whatever_their_case():
    quoted = quotation("En 1965 nace. En 1965 crece.", "En 1965 crece.", "en 1965")
    with translation.override("es"):
        assert runs_of(quoted.paragraphs) == [
            [
                ("En 1965 nace. ", False, False),
                ("En 1965", True, True),
                (" crece.", True, False),
            ]
        ]


def test_the_lines_after_a_colon_are_a_list_and_a_part_may_cross_lines():
    quoted = quotation("Hubo:\nuno.\n\ndos.", "Hubo: uno.")
    with translation.override("es"):
        assert runs_of(quoted.paragraphs) == [[("Hubo:", True, False)]]
        assert runs_of(quoted.items) == [[("uno.", True, False)], [("dos.", False, False)]]


@pytest.mark.parametrize("text", ["", "x" * 5000, ":", "a\n" * 2500, "[…]", "İİİ (*+?", "a:\n"])
def test_any_text_is_drawn(text):
    for words in ("", "(", "İ", "x" * 6000):
        quoted = quotation(text, words, words)
        lines = [*quoted.paragraphs, *quoted.items]
        drawn = ["".join(run.text for run in line) for line in lines]
        assert fold(" ".join(drawn)) == fold(text)


def test_sentences_end_where_readers_see_an_end():
    told = "La Dra. Ruiz llegó en 1974. “¿Cuándo?” preguntó. EE. UU. firmó el Nº 648. Fin"
    assert list(sentences(told)) == [
        "La Dra. Ruiz llegó en 1974.",
        "“¿Cuándo?” preguntó.",
        "EE. UU. firmó el Nº 648.",
        "Fin",
    ]


def edit(client, page, **changes):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, form_of(client, address) | changes)


def test_the_form_offers_the_public_history_of_its_language_to_quote_from(content, editor):
    page = ProgramPage.objects.first()
    soup = soup_of(editor, reverse("wagtailadmin_pages:edit", args=[page.pk]))
    for code, words in (("es", "La OIM nace en Ecuador"), ("en", "IOM came into being")):
        box = soup.select_one(f'[data-quoting="{code}"]')
        told = box.select_one("[data-quoting-from]").text
        assert words in told
        assert len(told.strip().split("\n\n")) == len(box["data-blocks"].split())
        assert box.select_one("textarea[name]").text.strip() == getattr(page, f"quotation_{code}")


def test_a_quotation_is_checked_when_it_changes_and_at_no_other_save(content, editor):
    event = HistoryEventPage.objects.get(slug=FIRST)
    answer = edit(editor, event, quotation_es="La oficina dijo otra cosa.")
    assert "La oficina dijo otra cosa." in "".join(answer.context["form"].errors["quotation_es"])
    answer = edit(editor, event, quotation_part_es="otras palabras")
    assert list(answer.context["form"].errors) == ["quotation_part_es"]
    event.quotation_es = "Dicho antes."  # as by the API, or before the history changed
    event.save_revision()
    assert edit(editor, event, note="otra nota").status_code == 302
    quoted = "[…] De esta manera, el Gobierno del Ecuador fue admitido como Gobierno Miembro"
    quoted += " de la OIM en 1959."
    answer = edit(editor, event, quotation_es=quoted, date_as_written_es="en 1959")
    assert answer.status_code == 302
    assert edit(editor, event, quotation_es="").status_code == 302


def test_a_quotation_of_another_source_is_not_looked_for_in_the_history(content, editor):
    event = HistoryEventPage.objects.get(slug=FIRST)
    source = Source.objects.first()
    changes = {"quotation_es": "El Registro dice esto.", "date_as_written_es": ""}
    answer = edit(editor, event, quotation_source=str(source.pk), quotation_part_es="", **changes)
    assert answer.status_code == 302


def test_a_narrative_that_changes_leaves_a_line_in_the_report(content, editor):
    address = reverse("quotations_report")
    event = HistoryEventPage.objects.get(slug="1991-repatriacion")
    assert event.title not in editor.get(address).content.decode()
    history = HistoryPage.current()
    text = next(block for block in history.narrative_es if block.id == "relato-1991")
    text.value.source = text.value.source.replace("principalmente", "sobre todo")
    with publishing_reason("test"):
        history.save_revision().publish()
    assert event.title in editor.get(address).content.decode()


def test_a_quotation_goes_with_its_page_into_a_copy_and_the_bin_and_back(content, editor):
    event = HistoryEventPage.objects.get(slug="1991-repatriacion")
    quoted, place = event.quotation_es, event.narrative_block
    made = event.copy(update_attrs={"slug": "otra"}, keep_live=False)
    assert (made.specific.quotation_es, made.specific.narrative_block) == (quoted, place)
    eva = person(ADMINISTRATOR, "eva@example.org")
    deletion = trash_page(event, eva)
    assert event.title not in editor.get(reverse("quotations_report")).text
    restore_page(deletion, eva)
    back = HistoryEventPage.objects.get(slug="1991-repatriacion")
    assert (back.live, back.quotation_es, back.narrative_block) == (True, quoted, place)


def test_another_quotation_in_spanish_leaves_its_translation_to_be_looked_at(content):
    event = HistoryEventPage.objects.get(slug=FIRST)
    state = TranslationState.objects.of(event).get(language="en")
    states.confirm(state, event, None)
    event.quotation_es = event.quotation_es.removeprefix("[…] ")
    publish_page(event)
    state.refresh_from_db()
    assert state.state == TranslationState.State.OUTDATED
