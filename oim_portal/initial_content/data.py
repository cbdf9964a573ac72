"""Read the data files, and turn their texts in two languages into model fields."""

import json
from pathlib import Path
from typing import Any

from django.utils.html import format_html, format_html_join

FOLDER = Path(__file__).parent / "data"

Texts = dict[str, str]


def read(name: str) -> Any:
    """Return one of the data files as Python values."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def columns(field: str, texts: Texts | None) -> dict[str, str]:
    """Return a text in each language as model fields: `{"lead_es": …, "lead_en": …}`."""
    return {f"{field}_{language}": text for language, text in (texts or {}).items()}


def paragraphs(field: str, texts: list[Texts]) -> dict[str, str]:
    """Return paragraphs as the fields of a rich text, one for each language."""
    return {
        f"{field}_{language}": format_html_join(
            "", "<p>{}</p>", ((text[language],) for text in texts)
        )
        for language in texts[0]
    }


def quotation(item: dict) -> dict[str, str]:
    """Return the fields of what an event or programme quotes of the narrative."""
    part = item.get("quotation_part")
    return columns("quotation", item["quotation"]) | columns("quotation_part", part)


def narrative(field: str, blocks: list[dict]) -> dict[str, str]:
    """Return the blocks of a text as the StreamFields of each language.

    A block has the same id in each language: it is the anchor of the paragraph on the page.
    """
    languages = blocks[0]["text"].keys()
    return {
        f"{field}_{language}": json.dumps(
            [part for block in blocks for part in narrative_parts(block, language)]
        )
        for language in languages
    }


def narrative_parts(block: dict, language: str) -> list[dict]:
    if block["type"] == "heading":
        value = {"text": block["text"][language], "level": "h2"}
        return [{"type": "heading", "id": block["anchor"], "value": value}]
    if block["type"] == "paragraph":
        return [paragraph(block["text"][language], block["anchor"])]
    items = [item[language] for item in block["items"]]
    return [
        paragraph(block["lead"][language], block["anchor"]),
        {
            "type": "list",
            "id": f"{block['anchor']}-lista",
            "value": {
                "ordered": False,
                "entries": [str(format_html("{}", item)) for item in items],
            },
        },
    ]


def paragraph(text: str, anchor: str) -> dict:
    return {"type": "paragraph", "id": anchor, "value": str(format_html("<p>{}</p>", text))}
