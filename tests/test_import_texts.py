"""Cells with texts and names: what was typed stays as typed, and what reads the same is found."""

import pytest
from django.core.exceptions import ValidationError

from history.models import HistoryEventPage, Source, Theme
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.open_data.cells import folded
from oim_portal.open_data.events import EVENTS
from oim_portal.open_data.fields import Column
from oim_portal.open_data.importing.cell_values import LONGEST_CELL, CellWriter, is_markup
from oim_portal.open_data.record_values import SourceLabels
from oim_portal.open_data.rich_text import from_plain, plain_text, to_cell

from .event_tables import EventImporter
from .staff import person


def column_of(name: str) -> Column:
    return next(column for column in EVENTS.columns if column.name == name)


AS_TYPED = [
    "<sin datos> quedan 3",
    "<data> quedan 3",
    "<title> por definir",
    "<b> quedan 3",
    "<p> sin cerrar",
    "<a> la oficina",
    "<br>",
    "<br> y <img src=x>",
    "<img src=x>",
    "<data>quedan 3",
    "<section> 3",
    "<script>alert(1)</script>",
    "2 < 3 y 5 > 4",
    "Uno <b>dos</b>",
    "&lt;p&gt; &amp; <",
    "<!-- nota -->",
    "</p>",
    "<>",
]


@pytest.fixture
def values() -> CellWriter:
    return CellWriter(history=None, labels=None)


@pytest.mark.parametrize("cell", AS_TYPED)
def test_text_that_looks_like_a_tag_stays_text(values, cell):
    stored = values.rich_text(cell)
    assert stored == from_plain(cell)
    assert plain_text(stored) == cell


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<p>Quedan <sin datos> y <label> dos</p>", "Quedan <sin datos> y <label> dos"),
        ("<p>Uno <b> quedan 3</p>", "Uno <b> quedan 3"),
        ("<p>Uno <section> 3</p>", "Uno <section> 3"),
        ("<p>Uno</i> dos</p>", "Uno dos"),
        ("<b>a</i>", "a"),
        ("<h2>Título</h2>", "Título"),
        ("<!-- nota --><p>Uno</p>", "Uno"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<p>a<img src=x>b</p>", "ab"),
        ("<p>uno<p>dos</p>", "uno\n\ndos"),
        ("<P>Uno</P>", "Uno"),
        ('<p>a <span style="x">b</span> <em>c</em></p>', "a b c"),
    ],
)
def test_in_html_what_is_no_markup_stays_text_too(values, cell, shown):
    assert is_markup(cell)
    assert plain_text(values.rich_text(cell)) == shown


@pytest.mark.parametrize(
    "html",
    [
        "<p>Uno <b>dos</b> <i>tres</i></p>",
        "<p><b>Uno</b></p><p>dos<br/><i>x</i></p>",
        '<p><a href="https://example.org/?a=1&amp;b=2">a</a></p>',
        "<p>&lt;b&gt;</p>",
        "<p>&lt;sin datos&gt; quedan 3</p>",
        "<p>Uno &lt;b&gt; <b>dos</b></p>",
    ],
)
def test_what_the_export_writes_of_rich_text_comes_back_byte_by_byte(values, html):
    cell = to_cell(html)
    assert values.rich_text(cell) == html
    assert to_cell(values.rich_text(cell)) == cell


@pytest.mark.parametrize(
    "cell",
    [
        "<p>" + "<a " * 10_000,
        "<p>" + "<a " * 10_000 + "</p>",
        "<p>" + "<!--" * 8_000 + "</p>",
        "<p>" + "&" * 30_000 + "</p>",
        "<p>" + "<b" * 15_000 + "</b></p>",
        "<p>a" + "\n " * 15_000 + "b</p>",
        "<p>" + '<a href="' * 3_000 + "</a></p>",
    ],
)
def test_a_cell_of_nothing_but_beginnings_costs_few_looks_at_it(values, cell):
    assert len(values.rich_text(cell)) >= len("<p></p>")


def test_a_cell_has_a_limit_that_it_is_told(values):
    column = column_of("texto_es")
    with pytest.raises(ValidationError, match=str(LONGEST_CELL)):
        values.write(HistoryEventPage(), column, "x" * (LONGEST_CELL + 1))


@pytest.mark.parametrize(
    ("typed", "is_yes"),
    [
        ("sí", True),
        ("si\u0301", True),
        ("SÍ", True),
        ("\u00a0Sí \u200b", True),
        ("VERDADERO", True),
        ("x", True),
        ("No", False),
        ("n\u00ado", False),
        ("FALSO", False),
    ],
)
def test_yes_and_no_are_read_however_they_are_typed(values, typed, is_yes):
    event = HistoryEventPage()
    values.write(event, column_of("a_mas_tardar"), typed)
    assert event.at_the_latest is is_yes


def test_what_reads_the_same_is_folded_alike():
    alike = [
        "Convenio básico",
        "CONVENIO  BÁSICO",
        "Convenio\u00a0ba\u0301sico\u200b",
        "\nconvenio basico",
    ]
    assert {folded(each) for each in alike} == {"convenio basico"}
    assert folded("\u200b\u00ad") == ""


def variants(name: str) -> list[str]:
    return [
        name.replace("á", "a\u0301").replace("º", "o"),
        name.replace(" ", "\u00a0"),
        name.replace(" ", "  "),
        name.upper(),
        f"\u200b{name}",
    ]


@pytest.mark.django_db
def test_sources_and_themes_are_found_by_what_reads_the_same(content):
    values = CellWriter(None, SourceLabels())
    source = Source.objects.get(title_es="Registro Oficial Nº 648")
    theme = Theme.objects.get(slug="legal")
    theme.name_es, theme.name_en = "Marco jurídico básico", "Legal framework"
    theme.save()
    event = HistoryEventPage()
    for name in variants("Registro Oficial Nº 648"):
        values.set_sources(event, name)
        assert [each.pk for each in event.sources.all()] == [source.pk]
    for name in [*variants("Marco jurídico básico"), "Legal framework", "LEGAL", "legal"]:
        values.set_themes(event, name)
        assert [each.pk for each in event.themes.all()] == [theme.pk]


@pytest.mark.django_db
def test_a_name_that_two_sources_share_but_for_an_accent_is_the_one_that_was_typed(content):
    plain = Source.objects.create(kind="law", title_es="Convenio basico unico")
    other = Source.objects.create(kind="law", title_es="Convenio básico único")
    labels = SourceLabels()
    assert labels.find("Convenio basico unico") == plain.pk
    assert labels.find("Convenio básico único") == other.pk
    assert labels.find("CONVENIO BASICO UNICO") is None


HOSTILE = [
    "<p>a<br>b</p>",
    "<p>a<img src=x>b</p>",
    "<b>a</i>",
    "<p><a>x</a></p>",
    "<ul><li>a",
    "<p>" + "<a " * 5_000 + "</p>",
    "<p>" + "x<br>" * 6_000 + "</p>",
    "<a href=javascript:alert(1)>x</a>",
    "x" * (LONGEST_CELL + 1),
    "<sin datos> quedan 3",
]


@pytest.mark.django_db
def test_the_preview_shows_or_refuses_hostile_texts_and_never_fails(content):
    importer = EventImporter(person(PUBLISHER))
    row = {"id": "", "titulo_es": "<sin título>", "fecha": "mediados de 1974", "texto_es": ""}
    plan = importer.preview([row | {"texto_es": text} for text in HOSTILE])
    assert {(each.row, each.column) for each in plan.mistakes} == {
        (8, "texto_es"),
        (10, "texto_es"),
    }
    plan = importer.preview([row | {"texto_es": HOSTILE[-1]}])
    (change,) = [each for each in plan.new[0].changes if each.column.name == "texto_es"]
    assert plain_text(change.after) == HOSTILE[-1]


@pytest.mark.parametrize("title", ["\u200b \N{SOFT HYPHEN}", "\u2060", "\N{NO-BREAK SPACE}"])
def test_a_title_of_which_nothing_shows_is_a_mistake_of_its_row(content, title):
    importer = EventImporter(person(PUBLISHER))
    assert importer.mistakes([{"id": "", "titulo_es": title, "fecha": "1974"}]) == [
        (2, "titulo_es")
    ]


def test_the_plan_shows_a_text_as_it_will_be_stored(content):
    typed = {"id": "", "titulo_es": "An\u0303o\N{NO-BREAK SPACE} 1", "fecha": "1974"}
    (plan,) = EventImporter(person(PUBLISHER)).preview([typed]).new
    assert plan.event.title == "Año\N{NO-BREAK SPACE} 1"


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_break_of_another_kind_parts_no_rows(content, sign):
    table = f"id,titulo_es,fecha,nota_privada\n,Uno{sign}dos,1974,a{sign}b\n"
    (plan,) = EventImporter(person(PUBLISHER)).preview(table.encode()).new
    assert (plan.event.title, plan.event.note) == ("Uno dos", "a\nb")


@pytest.mark.parametrize(
    "error", ["#¿NOMBRE?", "#N/D", "#¡REF!", "#¡DIV/0!", "#NAME?", "#VALUE!", "########", "Err:502"]
)
def test_an_error_of_the_spreadsheet_is_no_text(content, error):
    importer = EventImporter(person(PUBLISHER))
    table = importer.table()
    rows = [table[0] | {"titulo_en": error}, *table[1:]]
    assert importer.mistakes(rows) == [(2, "titulo_en")]
    assert importer.mistakes([table[0] | {"texto_es": error}]) == [(2, "texto_es")]


def test_words_with_the_sign_of_a_number_are_text(values):
    for cell in ("#1", "# 648", "#MigrarEsUnDerecho", "N/D"):
        values.write(event := HistoryEventPage(), column_of("titulo_es"), cell)
        assert event.title == cell
