"""The office's original text and its inventory, for comparison with the initial content."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "oim_portal" / "initial_content" / "data"
COPIES = ROOT / "tests" / "data"
FILES = ("pages", "history", "programs")


def load(name: str) -> dict:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def fold(text: str) -> str:
    """White space, no-break spaces included, as a browser shows it."""
    return " ".join(text.split())


def source_lines() -> list[str]:
    """The lines of the office's text, bullets without their mark."""
    text = (COPIES / "contenido-es.txt").read_text(encoding="utf-8")
    lines = (fold(line).removeprefix("• ") for line in text.splitlines())
    return [line for line in lines if line]


def source_sentences() -> list[str]:
    return [part for line in source_lines() for part in re.split(r"(?<=\.) (?=[A-ZÁÉÍÓÚ])", line)]


def inventory() -> dict:
    return json.loads((COPIES / "inventario.json").read_text(encoding="utf-8"))


def objects(value: object) -> Iterator[dict]:
    """Every JSON object within `value`, itself included."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from objects(item)


def translations(value: object) -> list[dict]:
    return [item for item in objects(value) if {"es", "en"} & item.keys()]


def narrative_texts(block: dict) -> list[dict]:
    """The texts of a block of the narrative, in order; a KeyError for an unknown type."""
    fields = {"paragraph": ("text",), "list": ("lead", "items")}[block["type"]]
    return translations([block[field] for field in fields])


def narrative_by_anchor() -> dict[str, dict[str, str]]:
    """The whole text of each narrative block in each language, by its anchor."""
    return {
        block["anchor"]: {
            language: fold(" ".join(text[language] for text in narrative_texts(block)))
            for language in ("es", "en")
        }
        for block in load("pages")["history"]["narrative"]
    }
