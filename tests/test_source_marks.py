"""Marks in the text of an event: typed as `[fuente 12]`, shown as numbers that lead to sources."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, strategies as st

from history.models import HistoryEventPage, Source
from history.source_marks import MARK, CitedText, check_marks, with_marks, without_marks
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.web.html_text import plain
from pages.languages import Localized

from .edit_forms import form_of
from .event_tables import EventImporter, rows_of
from .factories import publish_page
from .html import page as read, text_of, texts
from .search_requests import found
from .staff import person, signed_in

pytestmark = pytest.mark.django_db

HISTORY = "/es/quienes-somos/historia/"
EVENT = f"{HISTORY}1974-retorno/"
NAKED = re.compile(r"\[\s*(fuente|source)", re.IGNORECASE)
WORD = st.text("añbÑz9", min_size=1, max_size=4)
MARKS = st.sampled_from(
    ["[fuente 1]", "[Source 2]", "[<b>fuente 7</b>]", "[ <i>fuente</i> 99 ]", "[fuente\xa01]"]
)
INSIDE = st.lists(st.one_of(WORD, MARKS, st.sampled_from([" ", ", ", "."])), max_size=4).map(
    "".join
)
PIECES = st.one_of(
    *(WORD, MARKS, st.sampled_from([" ", "  ", ". ", ", ", "<br/>", "(", "] [", "&amp;"])),
    INSIDE.map("<b>{}</b>".format),
    INSIDE.map('<a href="https://example.org/?q=[fuente 1]">{}</a>'.format),
)
TEXTS = st.lists(st.lists(PIECES, max_size=8).map("".join).map("<p>{}</p>".format), max_size=3)


@pytest.fixture
def sources(content) -> list[Source]:
    """Two sources, whose order is not that of their keys."""
    second = Source.objects.create(title_es="Zarumilla: acta", link="https://example.org/acta")
    first = Source.objects.create(title_es="Acuerdo de prueba", title_en="Agreement")
    return [first, second]


def publish(text_es: str, text_en: str = "", sources=()) -> HistoryEventPage:
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    event.text_es, event.text_en, event.sources = text_es, text_en, list(sources)
    publish_page(event)
    return event


def marks(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """Return the accessible name of each mark and the entry that it leads to."""
    return [(text_of(link), link["href"]) for link in soup.select(".prose .cited a")]


def test_a_mark_is_a_number_that_leads_to_its_source_and_back(visitor, sources):
    first, second = sources
    text = f"<p>Llegó [fuente {second.pk}]. Se fue [fuente {first.pk}][fuente {second.pk}].</p>"
    publish(text, sources=sources)
    soup = read(visitor, EVENT)
    to_second = ("Fuente 2 : Zarumilla: acta", "#fuente-2")
    assert marks(soup) == [to_second, ("Fuente 1 : Acuerdo de prueba", "#fuente-1"), to_second]
    assert [sup.get_text().count(",") for sup in soup.select(".cited")] == [0, 1]
    for link in soup.select(".cited a"):
        assert len(soup.select(link["href"])) == 1
    entries = soup.select("ol.sources--numbered > li")
    assert [entry["id"] for entry in entries] == ["fuente-1", "fuente-2"]
    back = [[link["href"] for link in entry.select(".sources__back")] for entry in entries]
    assert back == [["#marca-2"], ["#marca-1", "#marca-3"]]
    for address in [each for entry in back for each in entry]:
        assert len(soup.select(address)) == 1
    assert texts(entries[0], ".sources__back") == ["↑ Volver a la marca 2 del texto"]
    assert "Llegó Fuente" in text_of(soup.select_one(".prose"))  # no blank before the number


def test_english_pages_say_it_in_english_and_mark_a_title_in_spanish(visitor, sources):
    first, second = sources
    publish("<p>Llegó.</p>", f"<p>Arrived [source {first.pk}] [fuente {second.pk}].</p>", sources)
    soup = read(visitor, EVENT.replace("/es/", "/en/"))
    assert [name for name, _to in marks(soup)] == [
        "Source 1 : Agreement",
        "Source 2 : Zarumilla: acta",
    ]
    assert soup.select_one('.cited [lang="es"]').get_text() == "Zarumilla: acta"


def test_marks_in_a_text_without_a_translation_are_read_in_the_language_of_the_page(
    visitor, sources
):
    publish(f"<p>Llegó [fuente {sources[0].pk}].</p>", sources=sources)
    assert read(visitor, EVENT).select_one(".cited").get("lang") is None
    text = read(visitor, EVENT.replace("/es/", "/en/")).select_one('.prose[lang="es"]')
    assert text_of(text.select_one('.cited[lang="en"] a')) == "Source 1 : Agreement"


def test_without_marks_sources_have_no_numbers(visitor, sources):
    publish("<p>Llegó [sic].</p>", sources=sources)
    soup = read(visitor, EVENT)
    assert "Llegó [sic]." in text_of(soup.select_one(".prose"))
    assert len(soup.select(".sources:not(.sources--numbered) > li")) == 2
    assert not soup.select("[id^=fuente-], .cited, .sources__back")


def test_a_new_order_of_sources_changes_the_numbers_and_no_mark(visitor, sources):
    first, second = sources
    publish(f"<p>Llegó [fuente {second.pk}].</p>", sources=sources)
    Source.objects.filter(pk=second.pk).update(title_es="Acta")
    assert marks(read(visitor, EVENT)) == [("Fuente 1 : Acta", "#fuente-1")]


def test_a_mark_of_a_source_that_is_gone_leaves_nothing_behind(visitor, sources):
    first, second = sources
    publish(f"<p>Llegó [fuente {second.pk}] ayer [fuente {first.pk}].</p>", sources=[first])
    soup = read(visitor, EVENT)
    assert marks(soup) == [("Fuente 1 : Acuerdo de prueba", "#fuente-1")]
    assert "Llegó ayer" in text_of(soup.select_one(".prose"))


def test_no_place_but_the_page_of_the_event_has_marks(visitor, sources):
    first, second = sources
    text = f"Unos doscientos zarumeños llegaron por barco [fuente {first.pk}], y se quedaron aquí."
    event = publish(f"<p>{text}</p>", sources=sources)
    event.quotation_es = event.quotation_en = ""
    publish_page(event)
    told = "Unos doscientos zarumeños llegaron por barco, y se quedaron aquí."
    timeline = read(visitor, HISTORY).find(id="1974-retorno")
    assert told in text_of(timeline)
    assert not timeline.select(".sources--numbered, .cited")
    assert told in text_of(read(visitor, f"{EVENT}insertar.html"))
    head = read(visitor, EVENT).head
    assert told in head.find("meta", {"name": "description"})["content"]
    assert not NAKED.search(str(head))
    feed = visitor.get("/es/novedades.xml").content.decode()
    assert told in feed
    assert found(visitor, "zarumeños")
    results = visitor.get("/es/buscar/?q=zarumeños").content.decode()
    assert "por barco, y se" in plain(results)
    for address in ("/es/", HISTORY, EVENT, f"{EVENT}insertar.html", f"{EVENT}cita.bib"):
        assert not NAKED.search(visitor.get(address).content.decode()), address
    assert not NAKED.search(feed + results)
    for name in ("eventos.json", "eventos.jsonld", "eventos.csv", "eventos-excel.csv"):
        data = visitor.get(f"/datos/{name}").content.decode()
        assert told in data, name
        assert not NAKED.search(data), name


def test_data_have_the_text_without_marks_as_html_too(visitor, sources):
    publish(f"<p>Llegó <b>hoy</b> [fuente {sources[0].pk}].</p>", sources=sources)
    [record] = [
        each
        for each in json.loads(visitor.get("/datos/eventos.json").content)["events"]
        if each["url"]["es"].endswith("1974-retorno/")
    ]
    assert record["html"]["es"] == "<p>Llegó <b>hoy</b>.</p>"


@given(TEXTS.map("".join))
def test_no_word_is_lost_or_joined_by_leaving_marks_out(html):
    words = re.findall(r"\w+", plain(re.sub(MARK, " ", html, flags=re.IGNORECASE)))
    assert re.findall(r"\w+", plain(without_marks(html))) == words
    shown = BeautifulSoup(with_marks(html, "<sup>{}</sup>".format), "html.parser")
    for number in shown.find_all("sup"):
        number.decompose()
    assert re.findall(r"\w+", plain(str(shown))) == words
    assert without_marks(without_marks(html)) == without_marks(html)


@given(st.text('[]<>/fuente source 123="ab\n'))
def test_any_text_may_be_read_for_marks(text):
    CitedText(Localized(text, "es"), [])
    assert without_marks(text.replace("[", "(")) == text.replace("[", "(")


def test_many_brackets_take_no_time():
    text = "<p>" + "[ " * 50_000 + " " * 50_000 + "[fuente" * 20_000 + "<a>" * 20_000
    assert without_marks(text) == text


@pytest.fixture
def editor():
    return signed_in(person(EDITOR))


def edit(client, event: HistoryEventPage, text: str, **fields):
    """Submit the form of an event with another text in both languages."""
    address = f"/admin/pages/{event.pk}/edit/"
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0}
    content = {"blocks": [block | {"inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}
    written = dict.fromkeys(["text_es", "text_en"], json.dumps(content))
    return client.post(address, form_of(client, address) | written | fields)


def test_the_form_says_the_mark_of_each_source_and_what_it_is_for(editor, sources):
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    soup = read(editor, f"/admin/pages/{event.pk}/edit/")
    labels = texts(soup, '[name="sources"] ~ *, label:has([name="sources"])')
    assert f"Acuerdo de prueba [fuente {sources[0].pk}]" in labels
    assert "Escriba en el texto la marca de una fuente" in text_of(soup)


def test_the_form_tells_of_a_mark_without_its_source_in_the_field(editor, sources):
    event = publish("<p>Llegó.</p>", sources=sources)
    first, unknown = sources[0], Source.objects.create(title_es="Otra")
    text = f"Llegó [fuente {unknown.pk}]."
    own = {"sources": [first.pk], "action-submit": "1"}
    answer = edit(editor, event, text, **own)
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert set(errors) == {"text_es", "text_en"}
    for told in (errors["text_es"][0], errors["text_en"][0]):
        assert f"[fuente {unknown.pk}] no es una de las fuentes de este hecho." in told
        assert f"[fuente {first.pk}] Acuerdo de prueba" in told
    # In a draft, or with its source, it is kept as it was typed.
    assert edit(editor, event, text).status_code == 302
    assert edit(editor, event, text, **own | {"sources": [unknown.pk]}).status_code == 302
    draft = HistoryEventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    assert [plain(draft.text_es), plain(draft.text_en)] == [text, text]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>Llegó [fuente tres].</p>", "[fuente tres]"),
        ("<p>Llegó [fuente 3 ayer</p>", "[fuente 3 ayer"),
        ("<p>Llegó [fuente</p>", "[fuente"),
        ('<p><a href="https://example.org/">Llegó [fuente 3]</a></p>', "[fuente 3]"),
        ("<p>[fuente 1<b>2</b>]</p>", "[fuente 12]"),
        ("<p>[Fuentes 1, 2]</p>", "[Fuentes 1, 2]"),
        ("<p>[fuente3 y 4]</p>", "[fuente3 y 4]"),
    ],
)
def test_a_mark_that_cannot_be_read_is_told(html, told):
    with pytest.raises(Exception, match=re.escape(f"No se puede leer la marca «{told}»")):
        check_marks(html, [])


@pytest.mark.parametrize(
    "html",
    [
        *("", "<p>Llegó [sic] a la fuente [3].</p>", "<p>[…] fuente 3 [sourcebook]</p>"),
        *("<p>[Fuente: Registro Oficial 648]</p>", "<p>[Fuentes : véase abajo]</p>"),
    ],
)
def test_other_brackets_are_words(html):
    check_marks(html, [])
    assert without_marks(html) == html


@pytest.fixture
def importer() -> EventImporter:
    return EventImporter(person(PUBLISHER))


def stored() -> str:
    return plain(HistoryEventPage.objects.get(slug="1974-retorno").text_es)


def test_the_table_of_staff_holds_the_marks_and_takes_them(importer, sources):
    first, second = sources
    publish(f"<p>Llegó [fuente {first.pk}].</p>", sources=sources)
    [row] = [row for row in importer.table() if row["nombre_en_direccion"] == "1974-retorno"]
    assert row["texto_es"] == f"Llegó [fuente {first.pk}]."
    importer.carry_out([row | {"texto_es": f"Se fue [fuente {second.pk}]."}])
    assert stored() == f"Se fue [fuente {second.pk}]."


def test_a_public_table_leaves_the_marks_of_an_unchanged_text(importer, visitor, sources):
    publish(f"<p>Llegó [fuente {sources[0].pk}].</p>", sources=sources)
    rows = rows_of(visitor.get("/datos/eventos.csv").content)
    [row] = [row for row in rows if row["nombre_en_direccion"] == "1974-retorno"]
    assert row["texto_es"] == "Llegó."
    importer.carry_out([row | {"titulo_es": "Otro título"}])
    assert stored() == f"Llegó [fuente {sources[0].pk}]."
    assert HistoryEventPage.objects.get(slug="1974-retorno").title == "Otro título"


def test_an_import_tells_of_a_mark_without_its_source(importer, sources):
    publish("<p>Llegó.</p>", sources=sources[:1])
    [row] = [row for row in importer.table() if row["nombre_en_direccion"] == "1974-retorno"]
    plan = importer.preview([row | {"texto_es": f"Llegó [fuente {sources[1].pk}]."}])
    assert [mistake.column for mistake in plan.mistakes] == ["texto_es"]
    assert "no es una de las fuentes" in plan.mistakes[0].message
