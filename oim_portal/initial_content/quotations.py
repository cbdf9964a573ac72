"""The sentences that events and programmes quote: those of the narrative that hold their words.

The data files tell each event by a fragment of the narrative. A portal that was filled before pages
could quote shows that fragment; `load` makes it a quotation wherever staff have not edited it.
"""

import re
from collections.abc import Iterator
from html import unescape

from history.models import HistoryEventPage
from history.quotations import CUT, find
from history.quoting import missing_in, told_in
from oim_portal.trash.tree import outside_trash
from pages.metadata.descriptions import sentences
from pages.models import BasePage
from programs.models import ProgramPage

from .data import Texts, columns, paragraphs, read
from .ledger import Ledger
from .pages import publish

BLOCK_KEYS = re.compile(r' data-block-key="[^"]*"')
# The English of the first content that has changed, and what earlier versions loaded.
REWORDED = {
    "Resettlement Programme from": "Programme of Resettlement from",
    "Return Programme for": "Programme for the Return of",
    "Support Programme for": "Programme of Support for",
    "several Migration for Development programmes in the country": (
        "in the country several Migration for Development programmes"
    ),
    "four main areas of": "four main spheres of",
}


def load(ledger: Ledger) -> None:
    """Make quotations of what earlier versions loaded as a text, from the history that is there."""
    told = told_in("en")
    for model, text, item, fields in known_items():
        if ledger.claim(key_of(model, item)):
            page = page_of(model, item)
            if page is not None and not page.quotation_es:
                empty = columns(text, dict.fromkeys(item["title"], ""))
                original = paragraphs(text, [item["text"]]) if item["text"] else empty
                loaded = [original, in_former_words(original)]
                if told and missing_in(fields["quotation_en"], told):
                    fields = in_former_words(fields)
                if not make_quotation(page, loaded, fields | empty):
                    ledger.left.append(page.title)


def page_of(model: type[BasePage], item: dict) -> BasePage | None:
    """Return the page that was loaded of an item, by its title if it has another slug now."""
    pages = outside_trash(model.objects.all())
    named = pages.filter(title=item["title"]["es"])
    return pages.filter(slug=slug_of(item)).first() or named.first()


def in_former_words(fields: dict[str, str]) -> dict[str, str]:
    """Return texts as earlier versions loaded them."""
    found = dict(fields)
    for now, before in REWORDED.items():
        found = {name: text.replace(now, before) for name, text in found.items()}
    return found


def known_items() -> Iterator[tuple[type[BasePage], str, dict, dict[str, str]]]:
    """Yield events and programmes: type, field of the fragment, item, fields of the quotation."""
    for event in read("history")["events"]:
        yield HistoryEventPage, "text", event | {"title": event["heading"]}, of_event(event)
    for program in read("programs")["programmes"]:
        item = program | {"title": program["name"], "text": program["description"]}
        yield ProgramPage, "description", item, of_program(program)


def key_of(model: type[BasePage], item: dict) -> str:
    return f"quotation:{model._meta.model_name}:{slug_of(item)}"


def slug_of(item: dict) -> str:
    return item.get("id") or item["slug"]


def of_event(event: dict) -> dict[str, str]:
    """Return the fields of the quotation of an event."""
    return quoting(event["text"], before=event.get("sentences_before", 0))


def of_program(program: dict) -> dict[str, str]:
    """Return the fields of the quotation of a programme: its item of a list, or its event's."""
    if fields := quoting_item(program["description"] or {}):
        return fields
    events = {event["id"]: event for event in read("history")["events"]}
    event = events[program["event_ids"][0]]
    return of_event(event) | {"narrative_block": event["narrative_anchor"]}


def quoting(fragment: Texts, before: int) -> dict[str, str]:
    """Return the sentences that hold a fragment, and `before` more, with the list they lead to."""
    fields = {}
    for language, words in fragment.items():
        block = next(b for b in narrative() if words in opening(b, language))
        told = list(sentences(opening(block, language)))
        start, end = find(" ".join(told), words)
        ends = [len(" ".join(told[:number])) for number in range(1, len(told) + 1)]
        first = next(number for number, place in enumerate(ends) if place > start) - before
        last = next(number for number, place in enumerate(ends) if place >= end)
        quoted = " ".join(told[first : last + 1])
        part = f"{words}." if f"{words}." in quoted else words
        lines = [f"{CUT} {quoted}" if first else quoted, *items(block, language)]
        fields[f"quotation_{language}"] = "\n".join(lines)
        if part != quoted:
            fields[f"quotation_part_{language}"] = part
    return fields


def quoting_item(fragment: Texts) -> dict[str, str]:
    """Return the item of a list that holds a fragment, below its opening; nothing if none does."""
    fields = {}
    for language, words in fragment.items():
        for block in narrative():
            told = items(block, language)
            for number, item in enumerate(told):
                if words in item:
                    before, after = number > 0, number < len(told) - 1
                    lines = [opening(block, language), *[CUT] * before, item, *[CUT] * after]
                    fields[f"quotation_{language}"] = "\n".join(lines)
                    fields["narrative_block"] = block["anchor"]
    return fields


def narrative() -> list[dict]:
    return read("pages")["history"]["narrative"]


def opening(block: dict, language: str) -> str:
    return " ".join(block.get("lead", block.get("text"))[language].split())


def items(block: dict, language: str) -> list[str]:
    return [item[language] for item in block.get("items", [])]


def make_quotation(page: BasePage, loaded: list[dict], fields: dict[str, str]) -> bool:
    """Write a quotation into the public page and its draft, unless staff have edited one of them.

    `loaded` are the texts that versions of the portal have loaded.
    A text that waits for its publication or a second reader is left as it was submitted.
    """
    draft = page.get_latest_revision_as_object()
    waits = page.current_workflow_state or page.scheduled_revision
    versions = (page, draft)
    if waits or not all(any(is_unedited(each, texts) for texts in loaded) for each in versions):
        return False
    has_draft = page.has_unpublished_changes
    for version in (page, draft):
        for name, value in fields.items():
            setattr(version, name, value)
    if page.live:
        publish(page)
    if has_draft:
        draft.save_revision()
    return True


def is_unedited(version: BasePage, original: dict[str, str]) -> bool:
    return not version.quotation_es and all(
        plain_form(getattr(version, name)) == plain_form(text) for name, text in original.items()
    )


def plain_form(html: str | None) -> str:
    """Return rich text without the keys and references that the editor writes at each save."""
    return unescape(BLOCK_KEYS.sub("", html or ""))
