"""The screens that show a draft show all that is published by approving it, and nothing else."""

import json
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Revision, get_page_models

from history.fields import PartialDateField
from history.models import HistoryEventPage, Source, Theme
from oim_portal.admin.review.changes import changed_fields
from oim_portal.admin.review.field_lines import FieldLines
from oim_portal.admin.review.line_diff import difference, words_in
from oim_portal.media.models import PortalImage
from oim_portal.publishing.digest import digest, public_fields, row_fields
from pages.models import BasePage, ContentPage, ValuesPage

from .edit_forms import form_of
from .editorial_team import FIRST, SUBMIT, EditorialTeam
from .factories import add_page, publish_page, required_values
from .pictures import encoded, scene, upload
from .sample_page import publish_page_with_every_block

pytestmark = pytest.mark.django_db

KINDS = [model for model in get_page_models() if model.allowed_parent_page_models()]
GOOD, EVIL = "https://good.example/", "https://evil.example/"


@pytest.fixture
def team(content) -> EditorialTeam:
    return EditorialTeam()


def page_of(model: type[BasePage]) -> BasePage:
    page = model.objects.first()
    if page is None:
        parent = page_of(model.allowed_parent_page_models()[0])
        values = required_values(model)
        page = add_page(parent, model._meta.model_name, model=model, **values)
    return page


def shown(page: BasePage, content: dict) -> dict[str, str]:
    """Return the HTML of each field that is shown when a page becomes a revision's content."""
    changes = changed_fields(page, page.get_latest_revision_as_object(), content)
    return {change.name: change.html for change in changes}


def is_style(tag) -> bool:
    return tag.name in ("b", "i", "code") or "w-text-text-link-default" in tag.get("class", [])


def seen(html: str, without: str) -> list[tuple[str, tuple]]:
    """Return each sign that a reader sees, and how it is written, of one of two versions."""
    soup = BeautifulSoup(html, "html.parser")
    for part in soup.select(without):
        part.decompose()
    return [
        (sign, tuple(str(tag.get("class", tag.name)) for tag in text.parents if is_style(tag)))
        for text in soup.find_all(string=True)
        for sign in f"{text}"
    ]


def old_and_new(html: str) -> tuple[str, str]:
    """Return what was public and what would be, as a reader puts them together."""
    old, new = ("".join(sign for sign, _style in seen(html, side)) for side in ("ins", "del"))
    return old, new


def saved(page: BasePage) -> dict:
    """Return a page's content as a revision holds it."""
    return Revision.objects.get(pk=page.save_revision(clean=False).pk).content


def screen(client, page: BasePage, name: str = "review_read") -> BeautifulSoup:
    return BeautifulSoup(client.get(reverse(name, args=[page.pk])).content, "html.parser")


def another_value(field, value):
    """Return what somebody might put into the place of a field's value."""
    if field.one_to_many:
        names = row_fields(field.related_model)
        columns = [field.related_model._meta.get_field(name) for name in names]
        row = {column.name: another_value(column, None) for column in columns}
        return [*(value or []), row | {"pk": None, "sort_order": 99}]
    if field.remote_field:
        keys = field.related_model._base_manager.values_list("pk", flat=True)
        taken = value if isinstance(value, list) else [value]
        key = next((key for key in keys if key not in taken), 999_999)
        return [*(value or []), key] if field.many_to_many else key
    if isinstance(field, StreamField):
        child = {"type": "paragraph", "value": "<p>OTRO</p>", "id": "b"}
        return json.dumps([*json.loads(value or "[]"), child])
    if isinstance(field, RichTextField):
        return f"{value or ''}<p>OTRO</p>"
    if isinstance(field, PartialDateField):
        return "1951-04"
    if field.choices:
        return next(each for each, _label in reversed(field.flatchoices) if each != value)
    return not value if field.get_internal_type() == "BooleanField" else f"{value or ''}OTRO"


def test_every_field_that_readers_see_is_shown_when_it_differs_and_only_then(content):
    Theme.objects.create(name_es="Otro tema", slug="otro")
    Source.objects.create(title_es="Otra fuente")
    for model in KINDS:
        page = page_of(model)
        before = saved(page)
        assert shown(page, before) == {}, model
        names = public_fields(model)
        fields = [model._meta.get_field(name) for name in names]
        after = {field.name: another_value(field, before.get(field.name)) for field in fields}
        for some in (names[::2], names[1::2]):
            found = shown(page, before | {name: after[name] for name in some})
            assert set(found) == set(some), model
            for name, html in found.items():
                assert "<ins>" in html, name
                assert seen(html, "ins") != seen(html, "del"), name
            emptied = dict.fromkeys(some)
            differ = {name for name in some if is_counted(model, name, before.get(name))}
            found = shown(page, before | emptied)
            assert set(found) == differ, model
            assert all("<del>" in html for html in found.values())


def is_counted(model: type[BasePage], name: str, value) -> bool:
    return digest(model, {name: value}) != digest(model, {})


def test_the_other_fields_of_the_form_are_shown_when_they_differ(content):
    """They are no text, and are published with it."""
    page = page_of(ContentPage)
    draft = page.get_latest_revision_as_object()
    draft.sensitive, draft.expire_at = True, datetime(2031, 5, 3, 13, tzinfo=UTC)
    found = {change.name: change.html for change in changed_fields(page, draft, saved(page))}
    assert found.keys() == {"sensitive", "expire_at"}
    assert "Sí" in found["sensitive"] or "Yes" in found["sensitive"]
    assert "2031" in found["expire_at"]


def test_nothing_in_another_spelling_is_no_change(content):
    page = page_of(HistoryEventPage)
    before = saved(page)
    empty = [name for name in public_fields(HistoryEventPage) if not before.get(name)]
    assert {"seo_title_es", "search_description_en", "image_alt_es"} <= set(empty)
    for nothing in (None, "", []):
        assert shown(page, before | dict.fromkeys(empty, nothing)) == {}


def variants(value):
    """Yield what differs from a block's value in one place: a leaf, an item, an order."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name != "id":
                for each in variants(part):
                    yield value | {name: each}
    elif isinstance(value, list):
        for number, part in enumerate(value):
            for each in variants(part):
                yield [*value[:number], each, *value[number + 1 :]]
            yield value[:number] + value[number + 1 :]
            moved = [*value[:number], *value[number + 1 :], part]
            if moved != value:
                yield moved
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield 999_999
    elif isinstance(value, str):
        yield "h3" if value == "h2" else f"{value}!"
    else:
        yield "x"


def test_every_part_of_every_block_is_shown_when_it_differs(content):
    page = publish_page_with_every_block()
    before = saved(page)
    stream = json.loads(before["body_es"])
    assert len(stream) == 10
    count = 0
    for other in variants(stream):
        after = before | {"body_es": json.dumps(other)}
        if digest(ContentPage, after) == digest(ContentPage, before):
            continue
        html = shown(page, after)["body_es"]
        assert "<ins>" in html or "<del>" in html, other
        count += 1
    assert count > 90


def test_keys_of_blocks_and_paragraphs_are_no_change(content):
    page = publish_page_with_every_block()
    before = saved(page)
    stream = json.loads(before["body_es"])
    for child in stream:
        child["id"] = f"{child['id'][:-1]}x"
    text = json.dumps(stream).replace("<p>", '<p data-block-key=\\"abc\\">')
    assert "abc" in text
    assert shown(page, before | {"body_es": text}) == {}


RICH_TEXTS = [
    (f'<p>Vea <a href="{GOOD}">aquí</a></p>', f'<p>Vea <a href="{EVIL}">aquí</a></p>'),
    (f'<p>Vea <a href="{GOOD}">aquí</a></p>', f'<p><a href="{GOOD}">Vea aquí</a></p>'),
    ('<p><a linktype="page" id="2">a</a></p>', '<p><a linktype="page" id="3">a</a></p>'),
    ('<p><a linktype="page" id="888">a</a></p>', '<p><a linktype="page" id="999">a</a></p>'),
    ('<p><a linktype="page" id="2">a</a></p>', '<p><a linktype="document" id="2">a</a></p>'),
    ('<p><a linktype="page" id="x">a</a></p>', '<p><a linktype="page" id="y">a</a></p>'),
    (f'<p><a href="{GOOD}">a</a></p>', f'<p><a href="{EVIL}" href="{GOOD}">a</a></p>'),
    (f'<p><a href="{GOOD}">a</a></p>', f"<p><a href='{EVIL}'>a</a></p>"),
    (f'<p><a href="{GOOD}">a</a></p>', f"<p>a ({GOOD})</p>"),
    (f'<p><a href="{GOOD}">a</a></p>', f'<p><a href="{GOOD}"></a>a</p>'),
    ("<p>uno</p>", "<p><b>uno</b></p>"),
    ("<p>uno</p>", "<p><i>uno</i></p>"),
    ("<p><b>uno</b></p>", "<p><strong>uno</strong></p>"),
    ("<p>uno dos</p>", "<p>uno</p><p>dos</p>"),
    ("<p>uno<br/>dos</p>", "<p>uno</p><p>dos</p>"),
    ("<p>uno</p><p>dos</p>", "<p>uno</p><p></p><p>dos</p>"),
    ("<p>uno dos</p>", "<p>uno  dos</p>"),
    ("<p>uno dos</p>", "<p>uno\xa0dos</p>"),
    ("<p>uno</p>", "<p>u\u200bno</p>"),
    ("<p>uno</p>", "<p>\u202euno</p>"),
    ("<p>a &lt; b</p>", "<p>a &#60; b</p>"),
    ("<ul><li>uno</li></ul>", "<ol><li>uno</li></ol>"),
    ("<ul><li>uno</li><li>dos</li></ul>", "<ul><li>dos</li><li>uno</li></ul>"),
    ("<ul><li>a</li></ul><ul><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
    ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("<p>uno</p>", "<p>uno</p><ul></ul>"),
    ("<p>uno</p>", '<p>uno</p><embed embedtype="image" id="1" alt="x"/>'),
    ("<p>uno</p>", '<p style="display:none">uno</p>'),
    ("<p>uno</p>", "<h2>uno</h2>"),
    ("<p>uno</p>", "<p>uno</p><!-- dos -->"),
    ("<p>uno</p>", "<p>uno</p><![x]>"),
    ("<p>uno</p>", "uno"),
    ("<p>&amp;lt;</p>", "<p>&lt;</p>"),
]


@pytest.mark.parametrize(("old", "new"), RICH_TEXTS)
def test_what_readers_see_or_follow_in_a_rich_text_is_shown(old, new):
    assert digest(ValuesPage, {"body_es": old}) != digest(ValuesPage, {"body_es": new})
    as_field = ValuesPage._meta.get_field("body_es"), old, new
    streams = [json.dumps([{"type": "paragraph", "value": text, "id": "a"}]) for text in (old, new)]
    for field, *sides in (as_field, (ContentPage._meta.get_field("body_es"), *streams)):
        words = FieldLines(dict)
        html = difference(*[words.of_field(field, side) for side in sides])
        assert seen(html, "ins") != seen(html, "del"), html


def test_the_screen_shows_where_a_link_led_and_where_it_would_lead(team):
    page = team.page
    texts = [f'<p>Vea <a href="{address}">aquí</a></p>' for address in (GOOD, EVIL)]
    blocks = [[{"type": "paragraph", "value": text, "id": "a"}] for text in texts]
    page.body_es = json.dumps(blocks[0])
    publish_page(page)
    page = team.page
    page.body_es = json.dumps(blocks[1])
    page.save_revision(user=team.editor)
    soup = screen(team.pablo, page)
    assert [part.get_text() for part in soup.select("dd del")] == [f" ({GOOD})"]
    assert [part.get_text() for part in soup.select("dd ins")] == [f" ({EVIL})"]
    assert [label.get_text() for label in soup.select("dt")] == ["Contenido (español)"]


def test_a_link_to_a_page_shows_its_title_and_address(team):
    target = team.page
    page = ValuesPage.objects.first()
    page.body_es = f'<p><a linktype="page" id="{target.pk}">aquí</a></p>'
    page.save_revision(user=team.editor)
    assert f"aquí ({target.title}: {target.get_url()})" in screen(team.pablo, page).get_text()


def test_an_order_of_rows_is_shown_with_both_orders(team):
    page = ValuesPage.objects.first()
    names = [value.name_es for value in page.values.all()]
    rows = list(page.values.all())[::-1]
    for number, row in enumerate(rows):
        row.sort_order = number
    page.values = rows
    page.save_revision(user=team.editor)
    soup = screen(team.pablo, page)
    assert [label.get_text() for label in soup.select("dt")] == ["Valores"]
    old, new = old_and_new(str(soup.select_one("dd")))
    assert sorted(names, key=old.index) == names
    assert sorted(names, key=new.index) == names[::-1]
    assert "Nada que vea" not in soup.get_text()


def test_a_row_that_moves_in_the_form_is_shown(team):
    page = ValuesPage.objects.first()
    publish_page(page)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = form_of(team.eva, url)
    first, second = form["values-0-ORDER"], form["values-1-ORDER"]
    form |= {"values-0-ORDER": second, "values-1-ORDER": first}
    team.eva.post(url, form)
    assert screen(team.pablo, page).select("dd del")


def test_a_picture_in_a_stream_is_shown_with_its_name_and_as_a_picture(team):
    page = publish_page_with_every_block()
    before = saved(page)
    other = PortalImage.objects.create(
        title="Otra foto", file=upload(encoded(scene(), "png"), "otra.png")
    )
    stream = json.loads(before["body_es"])
    [picture] = [child for child in stream if child["type"] == "picture"]
    picture["value"]["image"]["image"] = other.pk
    soup = BeautifulSoup(
        shown(page, before | {"body_es": json.dumps(stream)})["body_es"], "html.parser"
    )
    assert "Otra foto" in "".join(part.get_text() for part in soup.select("ins"))
    assert len(soup.select(".preview-image.deletion img, .preview-image.addition img")) == 2


def test_the_desk_shows_what_the_approval_changes(team):
    team.edit(team.eva, "De Eva", **SUBMIT)
    soup = screen(team.pablo, team.page)
    assert soup.select_one("button[value=publish]")
    assert [part.get_text() for part in soup.select("dd del, dd ins")] == [FIRST, "De Eva"]


def test_publishing_tomorrow_shows_the_same(team):
    team.edit(team.eva, "De Eva")
    screens = [screen(team.pablo, team.page, n) for n in ("review_read", "publish_tomorrow")]
    assert screens[0].select_one("dl") == screens[1].select_one("dl")
    assert screens[0].select("dd ins")


def test_a_long_text_of_another_order_is_shown_whole(content):
    words = [f"palabra{number % 400}" for number in range(5_000)]
    old, new = (f"<p>{' '.join(each)}</p>" for each in (words, words[::-1]))
    field = ValuesPage._meta.get_field("body_es")
    sides = [FieldLines(dict).of_field(field, text) for text in (old, new + "<p>fin</p>")]
    html = difference(*sides)
    before, after = old_and_new(html)
    assert before != after
    assert before.count("palabra") == after.count("palabra") == 5_000


def test_a_page_that_is_not_public_is_shown_whole(team):
    page = ContentPage.objects.get(pk=publish_page_with_every_block().pk)
    page.unpublish()
    page.save_revision(user=team.editor)
    soup = screen(team.pablo, page)
    content = page.get_latest_revision().content
    names = public_fields(ContentPage)
    counted = [name for name in names if is_counted(ContentPage, name, content.get(name))]
    assert len(soup.select("dt")) == len(counted) == 7
    assert not soup.select("dd del, dd ins")
    assert "La migración en forma ordenada" in soup.select_one("dl").get_text()


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg onload=alert(1)>',
    "{% load i18n %}{{ request.user.password }}{0}{}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_editors_write_is_never_html_of_the_screen(text, team):
    page = team.page
    stream = [
        {"type": "paragraph", "value": f"<p>{text}</p>", "id": "a"},
        {"type": "paragraph", "value": f'<p><a href="{text}">x</a></p>', "id": "b"},
        {"type": "heading", "value": {"text": text, "level": text}, "id": "c"},
        {"type": text, "value": {text: text}, "id": "d"},
        {"type": "picture", "value": {"image": text, text: text}, "id": "e"},
        {"type": "table", "value": {"caption": text, "columns": text, "rows": 3}, "id": "f"},
        {"type": "table", "value": {"columns": [{"type": text, "heading": text}], "rows": [text]}},
        {"type": "list", "value": {"entries": [text, {"type": "item", "value": text}, 3]}},
        text,
    ]
    texts = dict.fromkeys(["display_title_es", "lead_es", "slug"], text)
    content = saved(page) | texts | {"body_es": json.dumps(stream)}
    for html in shown(page, content).values():
        soup = BeautifulSoup(html, "html.parser")
        allowed = {"p", "ins", "del", "span", "b", "i", "code", "br", "img"}
        assert {tag.name for tag in soup.find_all()} <= allowed
        assert all(
            set(tag.attrs) <= {"class", "src", "width", "height", "alt"} for tag in soup.find_all()
        )
        assert not soup.select("img:not(.preview-image img)")


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\u202e"])
def test_a_character_that_nobody_sees_is_shown_by_its_number(sign):
    line = "".join(word.text for word in words_in(f"uno{sign}dos"))
    assert line == f"unoU+{ord(sign):04X}dos"
