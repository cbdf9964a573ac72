"""Quotations of events and programmes in a portal that was filled before pages could quote.

Such a portal shows a fragment of the narrative (`text`, `description` in the data files); `load`
makes it a quotation wherever staff have not edited it.
"""

import re
from collections.abc import Iterator
from html import unescape

from history.models import HistoryEventPage
from history.quoting import missing_in, told_in
from oim_portal.trash.tree import outside_trash
from pages.models import BasePage
from programs.models import ProgramPage

from .data import columns, paragraphs, quotation, read
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
        yield HistoryEventPage, "text", event | {"title": event["heading"]}, quotation(event)
    for program in read("programs")["programmes"]:
        item = program | {"title": program["name"], "text": program["description"]}
        fields = quotation(program) | {"narrative_block": program["narrative_anchor"]}
        yield ProgramPage, "description", item, fields


def key_of(model: type[BasePage], item: dict) -> str:
    return f"quotation:{model._meta.model_name}:{slug_of(item)}"


def slug_of(item: dict) -> str:
    return item.get("id") or item["slug"]


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
