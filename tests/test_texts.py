"""Which characters a text may hold, whichever way it comes: one rule, in one receiver."""

import json
from unicodedata import is_normalized

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection, models
from django.db.models.signals import pre_save
from django.http import QueryDict
from hypothesis import example, given, strategies as st
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Revision

from history.models import HistoryEventPage, Source, Theme
from oim_portal.accounts.models import User
from oim_portal.accounts.roles import EDITOR, PUBLISHER
from oim_portal.media.models import PortalDocument, PortalImage
from oim_portal.media.tags import tags_of
from oim_portal.publishing.digest import digest, digest_of
from oim_portal.web import text_columns
from oim_portal.web.characters import (
    FORBIDDEN,
    LINE_SEPARATOR,
    clean,
    clean_html,
    shows,
    stream_safe,
)
from oim_portal.web.html_text import TAG
from oim_portal.web.validation.encodings import clean_form
from pages.languages import has_text
from pages.models import (
    Commitment,
    ContentPage,
    HomePage,
    MissionPage,
    PortalSettings,
)
from pages.rich_text import Converter

from .edit_forms import form_of
from .event_tables import EventImporter
from .factories import add_page, publish_page
from .html import page, text_of
from .staff import person, signed_in

NOTHING = {
    "blanks": " \t\n\u00a0\u3000",
    "zero width": "\u200b\u200c\u200d\u2060",
    "soft hyphens": "\u00ad",
    "byte order marks": "\ufeff",
    "marks of direction": "\u200e\u202e\u2069",
    "Hangul fillers": "\u3164\u115f\uffa0",
    "braille without a dot": "\u2800",
    "variants of nothing": "\ufe0f\U000e0100",
    "tags of flags": "\U000e0041",
    "controls": "\x00\x0b\x1f\x7f\x9f",
    "line separators": "\u2028\u2029\x85",
}
HOSTILE = "n\u0303a\x0bb\u2028c\x00\ufffe\ud800d"
CLEAN_LINES, CLEAN_LINE = "ña\nb\ncd", "ña b cd"
# Anything at all, and what matters here, so that the cases meet.
ANY = st.text(max_size=30) | st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn"]))
HTML = st.text(st.sampled_from('<>/"=pab &#11;x\x0b\u0338\u0303n\u2028\ud800\ufffe\u200b'))


# The rule


@pytest.mark.parametrize("nothing", NOTHING.values(), ids=NOTHING)
def test_a_text_in_which_nothing_shows_is_empty(nothing):
    assert clean(nothing) == clean(nothing, lines=True) == clean_html(f"<p>{nothing}</p>") == ""
    assert not has_text(nothing)
    assert not has_text(f'<p data-block-key="a">{nothing}</p>')


@pytest.mark.parametrize(
    "text",
    [
        "a\u00adb",
        "\U0001f469\u200d\U0001f692",
        "\u0646\u0645\u06cc\u200c\u062f",
        "❤\ufe0f",
        "\u0600",
        "عربي\u200f!",
    ],
)
def test_within_a_text_joiners_and_soft_hyphens_stay(text):
    assert clean(text) == clean(text, lines=True) == clean_html(text) == text


@pytest.mark.parametrize(
    ("text", "lines", "line"),
    [
        (HOSTILE, CLEAN_LINES, CLEAN_LINE),
        ("uno\r\ndos\rtres\x0ccuatro\x85cinco", "uno\ndos\ntres\ncuatro\ncinco", None),
        ("uno\tdos", "uno\tdos", "uno dos"),
        (" 10\u00a0000  años ", " 10\u00a0000  años ", "10\u00a0000  años"),
        ("uno \n\n\t dos\u2003tres\n", "uno \n\n\t dos\u2003tres\n", "uno dos\u2003tres"),
        ("\U0001ffff\ufdd0a\U0010fffe", "a", "a"),
    ],
)
def test_line_breaks_and_tabs_stay_where_a_text_has_lines(text, lines, line):
    assert clean(text, lines=True) == lines
    assert clean(text) == (line or lines.replace("\n", " "))


@pytest.mark.parametrize("sign", ["\u200b", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff"])
def test_signs_that_turn_what_follows_are_left_out(sign):
    assert clean(f"+593{sign} 2") == clean(f"+593{sign} 2", lines=True) == "+593 2"
    assert clean_html(f"<p>e{sign}\u0301</p>") == "<p>é</p>"
    assert clean_html(f'<p>a&#{ord(sign)};b <a href="java{sign}script:x">y</a></p>') == (
        '<p>a b <a href="java script:x">y</a></p>'
    )


@given(ANY)
@example("e\u0301" + "\u0323" * 80)
def test_what_is_clean_stays_as_it_is(text):
    for lines in (False, True):
        once = clean(text, lines=lines)
        assert clean(once, lines=lines) == once
        assert not FORBIDDEN.search(once)
        assert not LINE_SEPARATOR.search(once)
        assert is_normalized("NFC", once)
        once.encode()  # as the database does
        assert once == "" or shows(once)


@given(HTML)
@example("<p>\u0338x</p>")
@example("<\x00script>x</\u212a>&&#11;#11;")
@example('<a href="java\x0bscript:x"\x0bid="1">y</a>')
def test_of_html_the_tags_stay(html):
    once = clean_html(html)
    assert clean_html(once) == once
    assert once == "" or len(TAG.findall(once)) == len(TAG.findall(html))


def test_words_of_html_are_cleaned_and_no_scheme_is_put_together():
    html = '<p data-block-key="a1">n\u0303&#11;o<b>\u0338x</b>\x00 '
    html += '<a href="java\x01script:x">y</a></p>'
    assert clean_html(html) == (
        '<p data-block-key="a1">ñ o<b>\u0338x</b> <a href="java script:x">y</a></p>'
    )


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("1965 &#150; 1967, &#x93;x&#148;&#133;", "1965 &#150; 1967, &#x93;x&#148;&#133;"),
        ("a&#000000000011;b&#x0000000b;c&#0;d&#55357;e", "a b c d e"),
        ("a&#129;b&#1114111;c&#9999999;d", "a b c d"),
        ("&#;&#x;&#11111111111;&#64;", "&#;&#x;&#11111111111;&#64;"),
    ],
    ids=["Windows-1252", "leading zeros", "no characters", "others"],
)
def test_references_stand_for_what_browsers_show(html, cleaned):
    assert clean_html(f"<p>{html}</p>") == f"<p>{cleaned}</p>"


def test_marks_without_end_above_one_letter_are_parted():
    """Normalizing them would take the square of their number: half a minute for these."""
    zalgo = "a" + "\u0301\u0323" * 50_000
    assert max(map(len, clean(zalgo).split("\u034f"))) <= 32
    assert stream_safe("a" + "\u0301" * 30) == "a" + "\u0301" * 30


def test_tags_in_which_nothing_shows_are_none():
    assert tags_of('nin\u0303o, "\u200b", niño, año\u00a0 1974') == ["año 1974", "niño"]


# The receiver


@pytest.mark.django_db
def test_every_way_by_the_models_stores_clean_texts(content):
    tag = Tag.objects.create(name=HOSTILE)
    collection = Collection.get_first_root_node().add_child(name=HOSTILE)
    made = {
        (Theme.objects.create(name_es=HOSTILE, slug="x"), "name_es"): CLEAN_LINE,
        (Source.objects.create(title_es=HOSTILE), "title_es"): CLEAN_LINE,
        (PortalDocument.objects.create(title=HOSTILE), "title"): CLEAN_LINE,
        (User.objects.create(email="x@example.org", last_name=HOSTILE), "last_name"): CLEAN_LINE,
        (Redirect.objects.create(old_path="/x", redirect_link="/ñ"), "redirect_link"): "/ñ",
        (tag, "name"): CLEAN_LINE,
        (collection, "name"): CLEAN_LINE,
    }
    settings = PortalSettings.objects.first() or PortalSettings(site_id=1)
    settings.organisation_es, settings.alert_es = HOSTILE, "<p>\u200b</p>"
    settings.save()
    made |= {(settings, "organisation_es"): CLEAN_LINE, (settings, "alert_es"): ""}
    assert {"title", "description_es", "credit"} <= text_columns.rules_of(PortalImage).keys()
    for (thing, name), expected in made.items():
        assert type(thing)._base_manager.values_list(name, flat=True).get(pk=thing.pk) == expected


@pytest.mark.django_db
def test_many_rows_written_at_once_are_clean(content):
    theme = Theme.objects.bulk_create([Theme(name_es=HOSTILE, slug="x")])[0]
    source = Source.objects.create(title_es="x")
    Source.objects.filter(pk=source.pk).update(title_es=HOSTILE, title_en="\u200b")
    document = PortalDocument.objects.create(title="x")
    document.title = HOSTILE
    PortalDocument.objects.bulk_update([document], ["title"])
    for each in (theme, source, document):
        each.refresh_from_db()
    assert (theme.name_es, source.title_es, source.title_en) == (CLEAN_LINE, CLEAN_LINE, "")
    assert document.title == CLEAN_LINE


@pytest.mark.django_db
def test_pages_are_clean_with_rows_streams_and_revisions(content):
    body = [
        {"type": "heading", "value": {"text": HOSTILE, "level": "h2"}},
        {"type": "paragraph", "value": f"<p>{HOSTILE}</p>"},
    ]
    one = add_page(
        title=HOSTILE, display_title_en="\u200b", lead_es=HOSTILE, body_es=json.dumps(body)
    )
    one.lead_en = HOSTILE
    revision = one.save_revision()
    assert revision.content["lead_en"] == CLEAN_LINES
    assert digest(ContentPage, revision.content) == digest_of(revision.as_object())
    one = ContentPage.objects.get(pk=one.pk)
    assert (one.title, one.draft_title, one.display_title_es) == (CLEAN_LINE,) * 3
    assert (one.display_title_en, one.lead_es) == ("", CLEAN_LINES)
    assert one.body_es[0].value["text"] == CLEAN_LINE
    assert one.body_es[1].value.source == f"<p>{CLEAN_LINES}</p>"

    mission = MissionPage.objects.get()
    mission.commitments.add(Commitment(text_es=HOSTILE))
    revision = mission.save_revision()
    assert revision.content["commitments"][-1]["text_es"] == CLEAN_LINES
    assert digest(MissionPage, revision.content) == digest_of(mission)


@pytest.mark.django_db
def test_a_revision_that_code_writes_is_cleaned_too(content):
    home = HomePage.objects.get()
    text = {"lead_es": HOSTILE, "body_es": "no stream\x0b", "comments": [{"text": HOSTILE}]}
    made = Revision.objects.create(
        content_object=home, base_content_type=home.get_base_content_type(), content=text
    )
    made.refresh_from_db()
    assert made.content["lead_es"] == made.content["comments"][0]["text"] == CLEAN_LINES


def test_the_rule_is_applied_before_anybody_asks_of_a_text():
    first = pre_save._live_receivers(HistoryEventPage)
    first = first[0] if isinstance(first, tuple) else first
    names = [receiver.__name__ for receiver in first]
    assert names.index("clean_before_saving") < names.index("guard_page")


# Forms


@pytest.mark.django_db
@pytest.mark.parametrize(
    "nothing", ["\u200b", "\u3164\u00ad", "\u2028"], ids=["zero", "filler", "line"]
)
def test_a_required_text_of_nothing_is_refused_with_the_ordinary_words(content, nothing):
    client = signed_in(User.objects.create_superuser("raiz@example.org", "x" * 20))
    forms = [
        ("/admin/snippets/history/theme/add/", "name_es"),
        ("/admin/snippets/history/source/add/", "title_es"),
        ("/admin/collections/add/", "name"),
        (new_page(), "title"),
    ]
    for address, name in forms:
        fields = form_of(client, address)
        plain = errors_of(client.post(address, fields | {name: ""}))
        assert errors_of(client.post(address, fields | {name: nothing})) == plain != []
    assert not Theme.objects.filter(name_es="").exists()


def test_only_json_is_left_to_its_own_reader():
    fields = QueryDict(mutable=True)
    state = json.dumps({"blocks": [{"text": "an\u0303o\u000b"}]}, ensure_ascii=False)
    fields.update({"title": "[an\u0303o\x0b]", "note": "{an\u0303o}", "body": state})
    fields["deep"] = "[" * 100_000 + "]"
    cleaned = clean_form(fields)
    assert (cleaned["title"], cleaned["note"], cleaned["body"]) == ("[año\n]", "{año}", state)
    assert cleaned["deep"] == fields["deep"]


def errors_of(answer) -> list[str]:
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content.decode(), "html.parser")
    return [text_of(each) for each in soup.select(".error-message, .w-field__errors")]


def new_page() -> str:
    home = HomePage.objects.get()
    return f"/admin/pages/add/pages/contentpage/{home.pk}/"


@pytest.mark.django_db
def test_a_translated_title_of_nothing_falls_back_to_spanish(content, visitor):
    """MozillaFoundation/foundation.mozilla.org#2863."""
    one = add_page(title="Trámites", lead_es="Entrada", lead_en="\u200b\ufeff")
    one.display_title_en = "\u00ad\u3164"
    publish_page(one)
    soup = page(visitor, "/en/tramites/")
    assert text_of(soup.h1) == "Trámites"
    assert "Entrada" in text_of(soup.main)
    assert soup.select("link[hreflang=en]") == []


@pytest.mark.django_db
def test_a_file_with_a_title_of_two_lines_is_imported_as_one_line(content):
    """F3 and A21: Alt+Enter in Excel was a line break in the subject of a mail."""
    importer = EventImporter(person(PUBLISHER))
    row = importer.table()[0] | {
        "titulo_es": "Dos\nli\u0301neas\x0b",
        "texto_es": "n\u0303andu\u0301\x02",
    }
    importer.carry_out([row])
    event = HistoryEventPage.objects.get(translation_key=row["id"])
    assert (event.title, event.text_es) == ("Dos líneas", "<p>ñandú</p>")
    assert event.live_revision.content["title"] == "Dos líneas"


@pytest.mark.django_db
def test_a_rich_text_of_nothing_is_empty():
    state = {"blocks": [{"key": "a", "type": "unstyled", "text": "\u200b\u3164"}], "entityMap": {}}
    assert Converter(["bold"]).to_database_format(json.dumps(state)) == ""
    state["blocks"][0]["text"] = "n\u0303o\u000b"
    assert "ño" in Converter(["bold"]).to_database_format(json.dumps(state))


@pytest.mark.django_db
def test_passwords_are_taken_as_they_are_typed(client, content):
    someone = person(EDITOR)
    someone.set_password("con\u0303 dos  blancos\u00a0")
    someone.save()
    fields = {"login": someone.email, "password": "con\u0303 dos  blancos\u00a0"}
    assert client.post("/cuenta/entrar/", fields, headers={"host": "localhost"}).status_code == 302


# What SQL has written


@pytest.mark.django_db
def test_a_page_that_sql_has_written_is_saved_without_a_reader(content):
    """Nobody wrote what the rule changes: its digest is that of the clean text."""
    one = add_page(title="Aviso", lead_es="Año nuevo")
    publish_page(one)
    write(one, "lead_es", "An\u0303o\x0b nuevo")
    one = ContentPage.objects.get(pk=one.pk)
    one.show_in_menus = False
    one.save()
    assert ContentPage.objects.get(pk=one.pk).lead_es == "Año\n nuevo"


def write(thing: models.Model, column: str, value: str) -> None:
    field = thing._meta.get_field(column)
    table, key = field.model._meta.db_table, field.model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [value, thing.pk])


# The check


def test_all_columns_of_ours_have_a_rule_or_a_reason():
    assert text_columns.text_columns_have_a_rule(None) == []


def test_a_column_outside_the_rule_is_told_with_what_to_write(monkeypatch):
    monkeypatch.setattr(text_columns, "NO_TEXTS", {})
    monkeypatch.setattr(text_columns, "NO_TEXT_FIELDS", set())
    found = {error.msg.split()[0]: error for error in text_columns.text_columns_have_a_rule(None)}
    assert {"trash.Deletion.states", "history.HistoryEventPage.date"} <= found.keys()
    assert "NO_TEXTS" in found["trash.Deletion.states"].hint


def test_every_reason_is_of_a_column_that_there_is():
    for label in text_columns.NO_TEXTS:
        model, _dot, name = label.rpartition(".")
        assert text_columns.holds_text(apps.get_model(model)._meta.get_field(name))
