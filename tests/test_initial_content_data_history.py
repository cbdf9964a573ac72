"""The events of the first content are the inventory's, told in the narrative's own words."""

import re

from .original_texts import inventory, load, narrative_by_anchor

# Words that a heading may add to those of its event: a noun for 'creado', a conjunction.
WORDS_ADDED_IN_HEADINGS = {"creación", "y"}


def test_the_events_are_exactly_those_of_the_inventory_in_its_order():
    expected = inventory()["timeline"]
    assert len(expected) == 12
    events = [
        {
            "id": event["id"],
            "date_as_written": event["date_as_written"]["es"],
            "edtf": event["edtf"],
            "text": event["text"]["es"],
            "themes": event["themes"],
            "flags": event["flags"],
            "qualifier": event["qualifier"]["es"] if event["qualifier"] else None,
        }
        for event in load("history")["events"]
    ]
    assert events == expected


def test_an_event_stands_where_the_narrative_tells_it_in_both_languages():
    narrative = narrative_by_anchor()
    for event in load("history")["events"]:
        for language in ("es", "en"):
            text = event["text"][language]
            assert text in narrative[event["narrative_anchor"]][language]
            assert event["date_as_written"][language] in text


def test_the_heading_of_an_event_uses_the_words_of_its_text():
    for event in load("history")["events"]:
        heading, text = (
            set(re.findall(r"\w+", event[field]["es"].lower())) for field in ("heading", "text")
        )
        assert heading - text <= WORDS_ADDED_IN_HEADINGS, event["id"]


def test_only_undated_events_carry_a_year_to_sort_by():
    events = {event["id"]: event for event in load("history")["events"]}
    undated = {name for name, event in events.items() if event["edtf"] is None}
    assert undated == {"primeros-anos", "actualmente"}
    assert {name for name, event in events.items() if event["sort_year"] is not None} == undated
    assert 1965 < events["primeros-anos"]["sort_year"] < 1973
    # The last year that the portal accepts: the present stays last when staff add events.
    assert events["actualmente"]["sort_year"] == 2999


def test_every_doubt_of_the_inventory_is_a_private_note_without_line_numbers():
    history = load("history")
    noted = [*history["events"], *history["page_notes"]]
    assert {flag for item in noted for flag in item["flags"]} == set(inventory()["flags"])
    for item in noted:
        assert item["note"].strip()
        assert not re.search(r"\b(líneas?|lines?|F\d+)\b", item["note"], re.IGNORECASE)


def test_themes_and_sources_refer_to_what_exists():
    history = load("history")
    events = {event["id"]: event for event in history["events"]}
    themes = {theme["slug"] for theme in history["themes"]}
    assert {theme for event in events.values() for theme in event["themes"]} == themes
    for source in history["sources"]:
        assert source["document_seen"] is False
        assert source["link"] is None
        assert source["kind"] in {"official_gazette", "agreement"}
        assert source["number"] is None or f"Nº {source['number']}" in source["title"]["es"]
        for name in source["event_ids"]:
            assert source["title"]["es"] in events[name]["text"]["es"]
            assert source["date_as_written"] == events[name]["date_as_written"]
            assert source["edtf"] == events[name]["edtf"]


def test_the_sources_are_the_legal_acts_that_the_text_names():
    named = {
        (act["name"], act["date"])
        for act in inventory()["legal_acts"]
        if not act["name"].startswith("(sin nombre)")
    }
    sources = load("history")["sources"]
    assert {(source["title"]["es"], source["edtf"]) for source in sources} == named
