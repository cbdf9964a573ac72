"""`import_pages`: drafts of pages from a table of another system, with redirects from there."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.html import format_html
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect

from oim_portal.open_data.cells import unescape_formulas
from oim_portal.open_data.importing.headings import FileError
from oim_portal.open_data.importing.reading import read_lines, read_text
from oim_portal.trash.tree import outside_trash
from pages.models import BasePage, ContentPage
from pages.redirects.receivers import stored_path
from pages.slugs import MAX_LENGTH, available_slug

COLUMNS = ("title_es", "title_en", "lead_es", "body_es", "old_address", "published_on")
NEEDED = {"title_es", "old_address"}


class Command(BaseCommand):
    help = (
        f"Make drafts of the rows of a CSV file in UTF-8, whose columns are {', '.join(COLUMNS)}."
        " Below a listing they are pages of its type, elsewhere content pages. Nothing becomes"
        " public. A row whose old address is redirected already is left out, so that a second run"
        " adds nothing; a row that cannot be taken is named, and then nothing is done."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--below", required=True, help="the slug of the page above the drafts")

    @transaction.atomic
    def handle(self, *args, file: Path, below: str, **options) -> None:
        parent = parent_of(below)
        model = parent.listing.model if parent.listing else ContentPage
        if model not in parent.clean_subpage_models() or not hasattr(model, "lead"):
            raise CommandError(f"No drafts of this sort can stand below {parent.title}.")
        problems, added, known = [], 0, 0
        for number, cells in rows_of(file):
            try:
                if add_draft(parent, model, cells):
                    added += 1
                else:
                    known += 1
            except ValidationError as error:
                problems.append(f"Row {number}: {' '.join(said_by(error))}")
        if problems:
            raise CommandError("\n".join([*problems, "Nothing was imported."]))
        self.stdout.write(f"{added} drafts below {parent.title}; {known} rows were known.")


def said_by(error: ValidationError) -> list[str]:
    """Return the messages of an error, after the names of their columns where it has them."""
    if not hasattr(error, "error_dict"):
        return error.messages
    return [f"{name}: {' '.join(said)}" for name, said in error.message_dict.items()]


def parent_of(slug: str) -> Any:
    found = list(outside_trash(BasePage.objects.filter(slug=slug)).specific())
    if len(found) != 1:
        raise CommandError(f"{len(found)} pages have the slug {slug}; one is needed.")
    return found[0]


def rows_of(file: Path) -> list[tuple[int, dict[str, str]]]:
    """Return the rows with text, by their number in a spreadsheet, each by its columns."""
    try:
        names, *lines = read_lines(read_text(file.read_bytes())) or [[]]
    except (OSError, FileError) as error:
        raise CommandError(str(error)) from error
    names = [name.strip() for name in names]
    if unknown := set(names) - set(COLUMNS):
        raise CommandError(f"Columns are unknown: {', '.join(sorted(unknown))}.")
    if missing := NEEDED - set(names):
        raise CommandError(f"Columns are missing: {', '.join(sorted(missing))}.")
    return [
        (number, dict(zip(names, (unescape_formulas(cell).strip() for cell in line), strict=False)))
        for number, line in enumerate(lines, start=2)
        if any(cell.strip() for cell in line)
    ]


def add_draft(parent: BasePage, model: Any, cells: dict[str, str]) -> bool:
    """Add the draft of a row and its redirect; return False for an address that is known.

    Raises ValidationError, after which the transaction must be rolled back.
    """
    address = stored_path(cells.get("old_address", ""))
    if address in ("", "/"):
        raise ValidationError({"old_address": "has no path."})
    if Redirect.objects.filter(old_path__iexact=address).exists():
        return False
    title = cells["title_es"]
    if not title:
        raise ValidationError({"title_es": "is empty."})
    slug = slugify(title)[:MAX_LENGTH] or model.search_kind.value
    page = model(
        title=title,
        slug=available_slug(parent, slug),
        display_title_es=title,
        display_title_en=cells.get("title_en", ""),
        lead_es=cells.get("lead_es", ""),
        body_es=paragraphs(cells.get("body_es", "")),
        live=False,
        has_unpublished_changes=True,
    )
    if day := cells.get("published_on"):
        page.published_on = day_of(model, day)
    parent.add_child(instance=page)
    page.save_revision()
    redirect = Redirect(old_path=address, site=parent.get_site(), redirect_page=page)
    redirect.full_clean()
    redirect.save()
    return True


def day_of(model: Any, text: str) -> date:
    if not hasattr(model, "published_on"):
        raise ValidationError({"published_on": "is a column of news items only."})
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValidationError(
            {"published_on": f"is no day such as 2026-11-30: {text[:40]}"}
        ) from error


def paragraphs(text: str) -> str:
    """Return plain paragraphs, with an empty line between them, as the value of a stream."""
    parts = [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n")]
    blocks = [
        {"type": "paragraph", "value": format_html("<p>{}</p>", part)} for part in parts if part
    ]
    return json.dumps(blocks)
