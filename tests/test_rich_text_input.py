"""Rich text that no editor wrote: JSON in a form, HTML in a table or in the database."""

import json
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Revision

from history.models import HistoryEventPage, HistoryPage
from oim_portal.accounts.roles import PUBLISHER
from oim_portal.open_data.cells import escape_formulas, unescape_formulas
from oim_portal.open_data.rich_text import from_plain, to_cell
from oim_portal.web import html_text
from pages import internal_links
from pages.languages import has_text
from pages.metadata.descriptions import first_sentence
from pages.models import BasePage, ContentPage, PortalSettings
from pages.models.publishing_guard import publishing_reason
from pages.rich_text import MAX_DEPTH, MAX_PIECES, Converter
from pages.well_formed_html import well_formed

from .edit_forms import form_of
from .event_tables import EventImporter
from .factories import add_live, add_page, publish_page
from .html import page, text_of
from .staff import person

pytestmark = pytest.mark.django_db

FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]
LONG = 100_000  # a square of it would not end within a run


def block(text: str = "Texto", **parts) -> dict:
    ranges = {"inlineStyleRanges": [], "entityRanges": []}
    return {"key": "a1b2c", "type": "unstyled", "depth": 0, "text": text, **ranges, **parts}


def item(depth) -> dict:
    return block(type="unordered-list-item", depth=depth)


def content(*blocks, **entities) -> str:
    return json.dumps({"blocks": list(blocks), "entityMap": entities})


def linked(**entity) -> str:
    entity = {"type": "LINK", "mutability": "MUTABLE", **entity}
    return content(block(entityRanges=[{"offset": 0, "length": 5, "key": 0}]), **{"0": entity})


def styled(*ranges: dict) -> str:
    return content(block(inlineStyleRanges=list(ranges)))


BOLD = {"offset": 0, "length": 3, "style": "BOLD"}
JUNK = {
    "nothing": "",
    "no JSON": "{",
    "a list": "[]",
    "a number": "3",
    "a number without end": "9" * 5_000,
    "lists within lists": "[" * 100_000,
    "closed lists within lists": "[" * 5_000 + "]" * 5_000,
    "objects within objects": '{"blocks":' * 20_000,
    "blocks that are a number": '{"blocks": 1}',
    "blocks that are an object": '{"blocks": {}}',
    "a block that is a text": content("x"),
    "a block without a type": content({"text": "x"}),
    "a block of a type that is a list": content(block(type=["unstyled"])),
    "a block of an unknown type": content(block(type="header-one")),
    "the exporter's own type": content(block(type="fallback")),
    "a text that is a number": content(block(text=1)),
    "a key that is an object": content(block(key={"a": "b"})),
    "a depth beyond lists": content(item(MAX_DEPTH + 1)),
    "a depth of two millions": content(item(2_000_000)),
    "a depth of a hundred millions": content(item(100_000_000)),
    "a depth below nothing": content(item(-3)),
    "a depth that is a fraction": content(item(1.5)),
    "a depth that is true": content(item(True)),
    "a depth that is a text": content(item("9" * 1_000)),
    "a depth that is no number": '{"blocks": [{"type": "unstyled", "depth": NaN}]}',
    "a depth beyond numbers": '{"blocks": [{"type": "ordered-list-item", "depth": 1e999}]}',
    "fifty thousand blocks": content(*[{"type": "unstyled"}] * 50_000),
    "lines without end": content(block("\n" * MAX_PIECES)),
    "styles without end": styled(*[BOLD] * MAX_PIECES),
    "styles one above the other": styled(*[BOLD] * 50),
    "a style that is a number": styled(BOLD | {"style": 1}),
    "a style from below nothing": styled(BOLD | {"offset": -1}),
    "a style that is an object": styled({}),
    "styles that are a text": content(block(inlineStyleRanges="x")),
    "an entity that is not there": content(
        block(entityRanges=[{"offset": 0, "length": 1, "key": 7}])
    ),
    "entities that are a list": '{"blocks": [], "entityMap": []}',
    "an entity that is a text": content(block(), **{"0": "x"}),
    "an entity without data": content(block(), **{"0": {"type": "LINK"}}),
    "an entity of an unknown type": linked(type="IMAGE", data={"id": 1}),
    "a link to nothing": linked(data={}),
    "a link to a list": linked(data={"url": ["a"]}),
    "a link to the page x": linked(data={"id": "x"}),
    "a link to an object": linked(data={"id": {"a": 1}}),
    "a link beyond all pages": linked(data={"id": 10**30}),
    "a document without a key": linked(type="DOCUMENT", data={"url": "/documents/1/"}),
    "links one within the other": content(
        block(
            entityRanges=[
                {"offset": 0, "length": 3, "key": 0},
                {"offset": 1, "length": 3, "key": 0},
            ]
        ),
        **{"0": {"type": "LINK", "data": {"url": "https://a.ec"}}},
    ),
}


@pytest.fixture
def staff(content, admin_client) -> Client:
    admin_client.raise_request_exception = False
    return admin_client


@pytest.fixture(name="content")
def office(db):
    """The office's first content; `content` makes contents here."""


def forms(staff: Client) -> Iterator[tuple[str, dict, str]]:
    """Yield the address, the form and the field of each kind of place with rich text."""
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    address = reverse("wagtailadmin_pages:edit", args=[event.pk])
    yield address, form_of(staff, address), "text_es"
    yield address + "preview/", form_of(staff, address), "text_en"
    made = add_page(title="Prueba", model=ContentPage)
    made.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=[made.pk])
    stream = {"body_es-count": "1", "body_en-count": "0", "body_es-0-deleted": ""}
    stream |= {"body_es-0-order": "0", "body_es-0-type": "paragraph", "body_es-0-id": ""}
    form = form_of(staff, address) | stream
    yield address, form, "body_es-0-value"
    accordion = {"body_es-0-type": "accordion", "body_es-0-value-count": "1"}
    accordion |= {f"body_es-0-value-0-{name}": "" for name in ("deleted", "id")}
    accordion |= {"body_es-0-value-0-order": "0", "body_es-0-value-0-value-heading": "a"}
    yield address, form | accordion, "body_es-0-value-0-value-text"
    table = {"body_es-0-type": "table", "body_es-0-value-caption": "a"}
    table |= {"body_es-0-value-column-count": "1", "body_es-0-value-row-count": "1"}
    table |= {f"body_es-0-value-column-0-{n}": v for n, v in COLUMN.items()}
    table |= {"body_es-0-value-row-0-deleted": "", "body_es-0-value-row-0-order": "0"}
    yield address, form | table, "body_es-0-value-cell-0-0"
    answer = staff.get(
        reverse("wagtailsettings:edit", args=["pages", "portalsettings"]), follow=True
    )
    yield answer.request["PATH_INFO"], form_of(staff, answer), "footer_es"


COLUMN = {"deleted": "", "order": "0", "type": "text", "heading": "a"}


@pytest.mark.full
def test_what_no_editor_sends_is_a_bad_request_in_every_form_and_no_fault(staff, caplog):
    for address, form, name in forms(staff):
        for what, text in list(JUNK.items())[:: 1 if name == "text_es" else 9]:
            answer = staff.post(address, form | {name: text})
            assert answer.status_code == 400, (name, what)
        assert "Esta solicitud no se entiende" in answer.content.decode()
        answer = staff.post(address, form | {name: text}, headers={"accept-language": "en"})
        assert "This request cannot be understood" in answer.content.decode()
    assert not [each for each in caplog.records if each.levelname == "ERROR"]


def test_what_an_editor_writes_is_saved_in_every_form(staff):
    written = content(
        block("Hola 🌋 tú", inlineStyleRanges=[BOLD], entityRanges=[BOLD | {"key": 0}]),
        item(4),
        item(MAX_DEPTH),
        block("a\nb", key="zzzzz"),
        **{"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://iom.int"}}},
    )
    without_lists = written.replace("unordered-list-item", "unstyled")
    for address, form, name in forms(staff):
        has_lists = name in ("body_es-0-value", "body_es-0-value-0-value-text")
        answer = staff.post(address, form | {name: written if has_lists else without_lists})
        assert answer.status_code in (200, 302), name
        if name == "footer_es":
            assert "<b>Hol</b>" in PortalSettings.objects.get().footer_es
        elif not address.endswith("preview/"):
            newest = Revision.objects.order_by("pk").last()
            assert "<b>Hol</b>" in newest.content[name.partition("-")[0]], name


def test_an_empty_editor_sends_an_empty_text():
    for text in ("null", "{}", content(), content({"type": "unstyled"})):
        assert not has_text(Converter(FEATURES).to_database_format(text))


def test_half_a_sign_costs_no_editor_their_text():
    """What is left of an emoji when an editor deletes a part of it, and what no database takes."""
    html = Converter(FEATURES).to_database_format(content(block("a\ud83c\0b 🌋")))
    assert BeautifulSoup(html, "html.parser").text == "a\ufffd\ufffdb 🌋"


def texts_of(value) -> Iterator[str]:
    """Yield the texts within what a stream holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_of(part)


def without_keys(state: str) -> dict:
    """Return a content state without the keys that are made anew each time."""
    loaded = json.loads(state)
    return loaded | {"blocks": [each | {"key": ""} for each in loaded["blocks"]]}


def test_the_office_s_texts_open_in_the_editor_as_they_always_did(content):
    ours, wagtails = Converter(FEATURES), ContentstateConverter(FEATURES)
    found = 0
    for each in BasePage.objects.specific():
        for field in each._meta.concrete_fields:
            if isinstance(field, RichTextField | StreamField):
                for text in texts_of(field.get_prep_value(getattr(each, field.attname))):
                    found += 1
                    before = wagtails.from_database_format(text)
                    assert without_keys(ours.from_database_format(text)) == without_keys(before)
    assert found > 50
    assert type(get_rich_text_editor_widget("default").converter) is Converter


# What somebody writes who knows HTML a little, or a program that does.
ODD_HTML = {
    "<p>a<br>b</p>": "<p>a<br/>b</p>",
    "<p>a<img src=x>b</p>": "<p>ab</p>",
    "<b>a</i>": "<p><b>a</b></p>",
    "<b>a": "<p><b>a</b></p>",
    "<p><b>a</p>b": "<p><b>a</b></p><p>b</p>",
    "<p>a<p>b": "<p>a</p><p>b</p>",
    "</b>a": None,
    "<p>a</b></p>": "<p>a</p>",
    "<b><i>a</b>b</i>": "<p><b><i>a</i></b>b</p>",
    "<b><b>a</b></b>": "<p><b>a</b></p>",
    "<li>a<li>b": "<p>a</p><p>b</p>",
    "<ul><li>a</li><li>b</li></ul>": "<p>a</p><p>b</p>",
    "<div>a</div><div>b</div>": "<p>a</p><p>b</p>",
    "<table><tr><td>a<td>b</table>": "<p>a</p><p>b</p>",
    "<h2>a</h2>": "<p>a</p>",
    "<a>a</a>": "<p>a</p>",
    "<a href>a</a>": "<p>a</p>",
    "<a href=https://iom.int/?a=1&b=2>a": '<p><a href="https://iom.int/?a=1&amp;b=2">a</a></p>',
    '<a href="https://a.ec"><a href="https://b.ec">a': '<p><a href="https://a.ec">a</a></p>',
    '<a linktype="page">a</a>': "<p>a</p>",
    '<a linktype="page" id="x">a</a>': "<p>a</p>",
    '<a linktype="page" id="99999999999999999999">a</a>': "<p>a</p>",
    '<a linktype="document" id="1 OR 1">a</a>': "<p>a</p>",
    "<p>a<script>alert(1)</script><style>p</style>b</p>": "<p>ab</p>",
    "<!-- <b>x --><p>a</p><!DOCTYPE x><?php x ?><![CDATA[x]]>": "<p>a</p>",
    "<![x]>a": "<p>&lt;![x]&gt;a</p>",
    "<p>1 < 2, 3 > 2 & &copy; <": "<p>1 &lt; 2, 3 &gt; 2 &amp; © &lt;</p>",
    "<sin datos> quedan 3\n\nDos": "<p>&lt;sin datos&gt; quedan 3</p><p>Dos</p>",
    "<p><sin datos> <o:p>a</o:p></p>": "<p>&lt;sin datos&gt; a</p>",
    f"<p>&#{'9' * 5_000};</p>": "<p>\N{REPLACEMENT CHARACTER}</p>",
    "<" * 51 + "a>" * 51: None,
    "<ul><li>" * 500 + "a": "<p>a</p>",
    "<p>" + "<b><i>" * 2_000 + "a": "<p><b><i>a</i></b></p>",
}


def test_odd_html_in_a_table_is_read_as_browsers_read_it(content):
    importer = EventImporter(person(PUBLISHER))
    rows = [
        {"id": "", "titulo_es": f"Hecho {number}", "fecha": "1975", "texto_es": html}
        for number, html in enumerate(ODD_HTML)
    ]
    importer.carry_out(rows)
    for number, (html, expected) in enumerate(ODD_HTML.items()):
        made = HistoryEventPage.objects.get(title=f"Hecho {number}")
        assert expected is None or made.text_es == expected, html


def test_a_cell_too_long_or_of_too_many_parts_is_told_with_its_row(content):
    importer = EventImporter(person(PUBLISHER))
    row = {"id": "", "titulo_es": "Hecho", "fecha": "1975"}
    rows = [
        row | {"texto_es": "<p>" + "<a " * 20_000},
        row | {"texto_es": "<p>a" * 6_000},
        row | {"titulo_es": "a" * 40_000, "texto_es": "<p>a</p>"},
    ]
    assert importer.mistakes(rows) == [(2, "texto_es"), (3, "texto_es"), (4, "titulo_es")]
    shown = text_of(importer.shown(importer.upload(rows)["Location"]).main)
    assert "Esta celda tiene 60002 caracteres; se aceptan 32767 como máximo." in shown
    assert "Este texto tiene demasiados párrafos, saltos de línea o enlaces para un hecho." in shown


def test_what_a_program_stored_opens_in_its_form_and_is_shown(content, visitor, staff):
    """Past forms and import: by the shell, a migration, an older release."""
    stored = [*ODD_HTML, "<p>" + "<a " * 2_000]
    for html in stored:
        assert json.loads(get_rich_text_editor_widget().format_value(html))["blocks"], html
    history, text = HistoryPage.objects.get(), "".join(stored)
    made = add_page(history, "Hecho", model=HistoryEventPage, date="1975", text_es=text)
    made.full_clean()
    publish_page(made)
    form = form_of(staff, reverse("wagtailadmin_pages:edit", args=[made.pk]))
    assert len(json.loads(form["text_es"])["blocks"]) > 20
    shown = ["/es/quienes-somos/historia/", made.url_in("en"), "/es/novedades.xml"]
    for address in [*shown, "/datos/eventos.jsonld", "/datos/eventos.csv"]:
        assert visitor.get(address).status_code == 200, address


# Of a plain field too, such as a title: each stands on pages of others.
@pytest.mark.parametrize(
    "title", ["<![x]>", "<" * 51 + "a>" * 51, "<a " * 30 + ">", "&#x;", "<!--"]
)
def test_no_title_takes_down_the_pages_that_show_it(content, visitor, staff, title):
    lead = f"{title} &#{'9' * 5_000};"
    add_live(ContentPage(title=title, slug="raro", lead_es=lead, show_in_menus=True))
    event = HistoryEventPage.objects.get(slug="1974-retorno")
    with publishing_reason("test"):
        HistoryEventPage.objects.filter(pk=event.pk).update(title=title, display_title_es=title)
    for address in ("/es/", "/es/raro/", "/en/raro/", "/es/quienes-somos/historia/"):
        assert title in page(visitor, address).text, address
    for address in ("/es/novedades.xml", "/datos/eventos.json", "/sitemap.xml", "/es/datos/"):
        assert visitor.get(address).status_code == 200, address
    edit = reverse("wagtailadmin_pages:edit", args=[event.pk])
    assert staff.get(edit, follow=True).status_code == 200


def test_no_text_takes_the_square_of_its_length():
    """A square of these would not end within a run of the tests."""
    tags = ["<a ", '<a href="x" ', "<", "</", "<!--", "<br "]
    for text in [piece * LONG for piece in [*tags, "&#", "&#1", ". ", "a. A. ", "\n", ";"]]:
        for reads in (
            html_text.plain,
            has_text,
            internal_links.with_page_links,
            first_sentence,
            escape_formulas,
            unescape_formulas,
            to_cell,
            from_plain,
            lambda text: well_formed(text, lambda *_element: True),
        ):
            assert reads(text) is not None
