"""The first content, as data, is the office's own text: nothing lost, nothing invented."""

import hashlib
import json
import re

import pytest

from .original_texts import (
    COPIES,
    DATA,
    FILES,
    fold,
    inventory,
    load,
    narrative_texts,
    source_lines,
    source_sentences,
    translations,
)

# Whoever edits the copy (an editor that trims white space, say) must notice.
SOURCE_SHA256 = "10c2ec62b88fea2ca55d06f3d4a06a077a81bb991faa45433db33e8f0450d21e"

# Section names that the portal's own plan gives; the office's text has no title for them.
TITLES_OF_THE_PORTAL = {"Inicio", "Quiénes somos", "Programas"}


def quoted(text: str) -> list[str]:
    return re.findall("“[^”]+”", text)


def test_the_copy_of_the_office_text_is_untouched():
    content = (COPIES / "contenido-es.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == SOURCE_SHA256


def test_every_sentence_of_the_office_text_is_held():
    held = [fold(item["es"]) for item in translations(load("pages"))]
    sentences = source_sentences()
    assert len(sentences) > len(source_lines())
    assert [s for s in sentences if not any(s in text for text in held)] == []


def test_the_pages_hold_the_office_text_in_its_order_and_nothing_else():
    pages = load("pages")
    mission, values, history = pages["mission"], pages["values"], pages["history"]
    texts = [
        mission["title"],
        *mission["statements"],
        mission["commitments_lead"],
        *mission["commitments"],
        values["title"],
        *values["paragraphs"],
        history["title"],
        *(text for block in history["narrative"] for text in narrative_texts(block)),
    ]
    assert [fold(text["es"]) for text in texts] == source_lines()


@pytest.mark.parametrize("page", ["home", "about", "programmes"])
def test_a_page_without_a_text_of_its_own_reuses_a_whole_sentence(page):
    content = load("pages")[page]
    assert set(content) - {"ways"} == {"slug", "title", "lead"}
    assert content["title"]["es"] in TITLES_OF_THE_PORTAL
    assert " ".join(content["lead"]["es"].split()) in source_sentences()


def test_the_pages_have_the_addresses_of_the_plan():
    assert {name: page["slug"] for name, page in load("pages").items()} == {
        "home": "inicio",
        "about": "quienes-somos",
        "mission": "mision",
        "values": "valores",
        "history": "historia",
        "programmes": "programas",
    }


def test_the_values_are_those_of_the_inventory():
    names = [value["name"]["es"].lower() for value in load("pages")["values"]["values"]]
    assert names == inventory()["values"]


@pytest.mark.parametrize("name", FILES)
def test_every_text_has_both_languages_and_neither_is_empty(name):
    pairs = translations(load(name))
    assert pairs
    for pair in pairs:
        assert pair.keys() == {"es", "en"}
        assert all(text.strip() == text and text for text in pair.values()), pair


@pytest.mark.parametrize("name", FILES)
def test_the_same_spanish_has_the_same_english_everywhere(name):
    english = {pair["es"]: pair["en"] for other in FILES for pair in translations(load(other))}
    for pair in translations(load(name)):
        assert english[pair["es"]] == pair["en"]


@pytest.mark.parametrize("name", FILES)
def test_english_keeps_numbers_and_quoted_names_and_no_spanish_acronym(name):
    for pair in translations(load(name)):
        for number in re.findall(r"\d+", pair["es"]):
            assert number in pair["en"], pair
        assert len(quoted(pair["es"])) == len(quoted(pair["en"])), pair
        assert not re.search(r"\b(OIM|CIME|ODS|ONU)\b", pair["en"]), pair


def test_slugs_ids_and_anchors_are_unique():
    pages, history, programs = (load(name) for name in FILES)
    groups = [
        [page["slug"] for page in pages.values()],
        # Both are anchors of one page.
        [event["id"] for event in history["events"]]
        + [block["anchor"] for block in pages["history"]["narrative"]],
        [theme["slug"] for theme in history["themes"]],
        [source["id"] for source in history["sources"]],
        # Both are children of one page.
        [item["slug"] for item in programs["spheres"] + programs["programmes"]],
        [group["slug"] for group in programs["groups"]],
    ]
    for names in groups:
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names), names


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_indented_by_two_spaces_and_readable(name):
    raw = (DATA / f"{name}.json").read_text(encoding="utf-8")
    assert raw == json.dumps(json.loads(raw), ensure_ascii=False, indent=2) + "\n"
