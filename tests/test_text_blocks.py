"""Headings, texts, lists, quotations, accordions and tables, as readers get them."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from pages.blocks import anchor
from pages.blocks.structure import AccordionBlock, DataTableBlock
from pages.blocks.text import HeadingBlock, ItemListBlock, ParagraphBlock, QuotationBlock

from .rendering import rendered

NEVER_IN_A_TEXT = {"h1", "h2", "h3", "h4", "h5", "h6", "image", "embed", "hr"}


def test_a_subheading_is_an_h3():
    html = rendered(HeadingBlock(), {"text": "Misión <b>", "level": "h3"}, id="x")
    assert html.h3.get_text() == "Misión <b>"
    assert html.h3["id"] == anchor("x")


def test_a_heading_without_a_place_in_a_stream_has_no_address():
    assert not rendered(HeadingBlock(), {"text": "Misión", "level": "h2"}).h2.has_attr("id")


def test_a_text_holds_no_headings_and_no_pictures():
    assert not NEVER_IN_A_TEXT & set(ParagraphBlock().features)


def test_an_emptied_text_is_not_a_text():
    paragraph = ParagraphBlock()
    emptied = paragraph.normalize('<p data-block-key="abc"></p>')
    with pytest.raises(ValidationError) as caught:
        paragraph.clean(emptied)
    assert caught.value.code == "required"
    assert paragraph.clean_deferred(emptied) == emptied


@pytest.mark.parametrize(("ordered", "tag"), [(True, "ol"), (False, "ul")])
def test_a_list_is_numbered_only_when_its_order_matters(ordered, tag):
    value = {"entries": ["<p>Uno</p>", "<p>Dos</p>"], "ordered": ordered}
    html = rendered(ItemListBlock(), value)
    assert [found.name for found in html.find_all(re.compile("^[ou]l$"))] == [tag]
    assert [item.get_text() for item in html.find_all("li")] == ["Uno", "Dos"]


def test_a_quotation_says_whose_words_they_are():
    block = QuotationBlock()
    value = {"text": "Una frase <b>", "who": "Alguien", "role": "Vocal"}
    figure = rendered(block, value).figure
    assert figure.blockquote.get_text(strip=True) == "Una frase <b>"
    assert " ".join(figure.figcaption.get_text().split()) == "Alguien, Vocal"
    with pytest.raises(ValidationError):
        block.clean(block.normalize(value | {"who": ""}))


def test_an_accordion_opens_without_a_script():
    html = rendered(AccordionBlock(), [{"heading": "¿Qué es?", "text": "<p>Una respuesta</p>"}])
    assert html.details.summary.get_text() == "¿Qué es?"
    assert html.details.p.get_text() == "Una respuesta"
    assert not html.find("script")


def test_an_accordion_holds_at_least_one_line():
    with pytest.raises(ValidationError):
        AccordionBlock().clean([])


def table(**changes):
    value = {
        "caption": "Valores <i>",
        "columns": [
            {"type": "row_heading", "heading": "Valor"},
            {"type": "text", "heading": "Nota"},
        ],
        "rows": [{"values": ["Lealtad <b>", "<p>Una nota</p>"]}],
    }
    return DataTableBlock().normalize(value | changes)


def test_a_table_names_its_columns_and_its_rows():
    html = rendered(DataTableBlock(), table())
    assert html.caption.get_text() == html.find(role="region")["aria-label"] == "Valores <i>"
    assert [cell.get_text() for cell in html.find_all("th", scope="col")] == ["Valor", "Nota"]
    assert [cell.get_text() for cell in html.find_all("th", scope="row")] == ["Lealtad <b>"]
    assert html.td.get_text() == "Una nota"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"caption": " "}, "Write a caption"),
        ({"columns": [], "rows": []}, "at least one column and one row"),
        ({"rows": []}, "at least one column and one row"),
        ({"columns": [{"type": "text", "heading": ""}] * 2}, "each column a heading"),
    ],
)
def test_a_table_that_cannot_be_read_aloud_is_refused(changes, message):
    block = DataTableBlock()
    assert block.clean(table()).caption
    with override("en"), pytest.raises(ValidationError) as caught:
        block.clean(table(**changes))
    assert message in str(caught.value.non_block_errors)
    assert block.clean_deferred(table(**changes)).rows is not None
