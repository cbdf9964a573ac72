"""What editors are offered to build a page of, and how a stream of blocks is put together."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.template.loader import render_to_string
from django.utils.translation import override
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images import get_image_model

from pages.blocks import ContentStreamBlock, NarrativeStreamBlock, anchor

from .pictures import telling_picture, upload

STREAMS = [ContentStreamBlock(), NarrativeStreamBlock()]
OFFERED = [
    pytest.param(block, id=f"{type(stream).__name__}-{name}")
    for stream in STREAMS
    for name, block in stream.child_blocks.items()
]
# Fields of Wagtail's own image block: their texts are Wagtail's.
OF_WAGTAIL = {"image", "decorative", "alt_text"}


def children(block) -> list:
    """Return the blocks directly within a block."""
    if isinstance(block, ListBlock):
        return [block.child_block]
    return list(getattr(block, "child_blocks", {}).values())


def descendants(block):
    for child in children(block):
        yield child
        yield from descendants(child)


def depth(block) -> int:
    """Return how many levels of blocks that hold others a block opens."""
    holds_others = isinstance(block, (ListBlock, StreamBlock, StructBlock, TypedTableBlock))
    return holds_others + max((depth(child) for child in children(block)), default=0)


def preview(block) -> BeautifulSoup:
    context = {"bound_block": block.bind(block.get_preview_value()), "block_def": block}
    html = render_to_string(block.get_preview_template(context["bound_block"].value), context)
    return BeautifulSoup(html, "html.parser")


def html_of(stream, *children) -> BeautifulSoup:
    return BeautifulSoup(stream.render(stream.to_python(children)), "html.parser")


@pytest.mark.parametrize("block", OFFERED)
def test_each_block_on_offer_says_what_it_is(block):
    assert block.meta.icon != "placeholder"
    assert block.meta.group
    assert block.meta.label
    assert block.get_description()
    assert block.is_previewable


@pytest.mark.parametrize("block", OFFERED)
def test_each_part_of_a_block_has_a_label_and_a_description(block):
    for part in descendants(block):
        described = part.get_description() or getattr(part.meta, "help_text", "")
        assert part.meta.label or part.name in OF_WAGTAIL, part
        assert described or part.name in OF_WAGTAIL, part


@pytest.mark.parametrize("block", OFFERED)
def test_blocks_are_nested_two_deep_at_most(block):
    assert depth(block) <= 2


@pytest.mark.django_db
@pytest.mark.parametrize("block", OFFERED)
def test_a_preview_fills_every_required_field_and_has_no_inline_code(block):
    file = upload(telling_picture("jpg"), "vista.jpg")
    get_image_model().objects.create(title="Vista", file=file)
    value = block.get_preview_value()
    if isinstance(block, StructBlock):
        assert all(value[name] for name, field in block.child_blocks.items() if field.required)
    html = preview(block)
    assert html.main.find(["p", "h2", "li", "img", "a", "summary", "td"])
    assert html.main.div["lang"] == "es"
    assert not html.find_all("style")
    assert all(script.get("src") and not script.string for script in html.find_all("script"))
    for tag in html.find_all(True):
        assert not [name for name in tag.attrs if name == "style" or name.startswith("on")]


def test_the_script_of_a_tables_form_is_installed():
    assert apps.is_installed("wagtail.contrib.typed_table_block")


def test_a_block_keeps_its_address_when_its_text_and_its_place_change():
    stream = NarrativeStreamBlock()
    heading = {"type": "heading", "value": {"text": "Historia", "level": "h2"}, "id": "h-1"}
    first = {"type": "paragraph", "value": "<p>Uno</p>", "id": "c-1"}
    second = {"type": "paragraph", "value": "<p>Dos</p>", "id": "c-2"}
    before = html_of(stream, heading, first, second)
    after = html_of(stream, second, first | {"value": "<p>Otro</p>"}, heading)
    assert before.find(id=anchor("c-1")).get_text(strip=True) == "Uno"
    assert after.find(id=anchor("c-1")).get_text(strip=True) == "Otro"
    assert before.find(id=anchor("h-1")).name == after.find(id=anchor("h-1")).name == "h2"


def test_no_two_blocks_of_a_page_have_one_address():
    blocks = [
        {"type": name, "value": block.get_prep_value(block.get_preview_value()), "id": f"b-{name}"}
        for name, block in ContentStreamBlock().child_blocks.items()
        if name not in ("picture", "document")  # these need a library
    ]
    html = html_of(ContentStreamBlock(), *blocks)
    assert [tag["id"] for tag in html.find_all(id=True)] == [anchor(b["id"]) for b in blocks]


def test_no_address_is_made_for_a_block_without_an_id():
    with pytest.raises(ValueError, match="no anchor"):
        anchor("")


def headings(stream, *levels):
    return stream.to_python([("heading", {"text": "Texto", "level": level}) for level in levels])


@pytest.mark.parametrize("stream", STREAMS)
def test_a_subheading_needs_a_heading_above_it(stream):
    stream.clean(headings(stream, "h2", "h3", "h3", "h2"))
    with override("en"), pytest.raises(StreamBlockValidationError) as caught:
        stream.clean(headings(stream, "h3", "h3", "h2", "h3"))
    assert list(caught.value.block_errors) == [0, 1]
    assert "heading above" in caught.value.block_errors[0].block_errors["level"].message


@pytest.mark.parametrize("stream", STREAMS)
def test_a_draft_is_saved_with_a_subheading_in_the_wrong_place(stream):
    assert len(stream.clean_deferred(headings(stream, "h3"))) == 1
