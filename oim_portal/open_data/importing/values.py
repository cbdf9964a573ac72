"""From cells to what an event holds. Each mistake is a ValidationError with a sentence."""

import re
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, ValidationError
from django.utils.translation import gettext as _
from wagtail.rich_text.rewriters import LinkRewriter

from history.models import HistoryEventPage, HistoryPage, Source, Theme
from oim_portal.bad_input.rich_text import Converter
from oim_portal.bad_input.well_formed import holds_elements, well_formed
from pages.models import BasePage

from ..fields import Column, set_cell
from ..shared import LIST_SEPARATOR, SourceLabels
from ..texts import BLOCK_KEY, from_plain

# What a cell of Excel holds.
LONGEST_CELL = 32_767
# How a spreadsheet in Ecuador writes 1965-12-16 after it has taken it for a date of its own.
DAY_OF_SPREADSHEET = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Values:
    """Writes cells into events. What they may refer to is read once, when it is first needed."""

    def __init__(self, history: HistoryPage, labels: SourceLabels) -> None:
        self.history = history
        self.labels = labels

    def write(self, event: HistoryEventPage, column: Column, cell: str) -> None:
        """Write a cell into an event, or raise ValidationError."""
        if len(cell) > LONGEST_CELL:
            raise ValidationError(
                _("This cell has %(length)s characters; at most %(most)s are taken.")
                % {"length": len(cell), "most": LONGEST_CELL}
            )
        column.write(self, event, cell)

    def set_slug(self, event: HistoryEventPage, cell: str) -> None:
        if cell:  # without one, a new event gets one from its title and an old one keeps its own
            set_cell(event, "slug", cell)

    def set_date(self, event: HistoryEventPage, cell: str) -> None:
        if day := DAY_OF_SPREADSHEET.fullmatch(cell):
            cell = f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}"
        event.date = HistoryEventPage._meta.get_field("date").to_python(cell)

    def set_themes(self, event: HistoryEventPage, cell: str) -> None:
        names = [name.strip() for name in re.split(r"[,;|]", cell) if name.strip()]
        if unknown := [name for name in names if name not in self.themes]:
            raise ValidationError(
                _("There is no theme %(names)s. Write some of these, or add it first: %(known)s.")
                % {"names": ", ".join(unknown), "known": ", ".join(sorted(self.themes))}
            )
        event.themes = [self.themes[name] for name in dict.fromkeys(names)]

    def set_sources(self, event: HistoryEventPage, cell: str) -> None:
        names = [name.strip() for name in cell.split(LIST_SEPARATOR.strip()) if name.strip()]
        if unknown := [name for name in names if name not in self.labels.ids]:
            raise ValidationError(
                _("There is no source ‘%s’, or more than one: add it under ‘Sources’ first.")
                % "’, ‘".join(unknown)
            )
        event.sources = [self.sources[self.labels.ids[name]] for name in dict.fromkeys(names)]

    def set_narrative_block(self, event: HistoryEventPage, cell: str) -> None:
        if cell and cell not in self.narrative_blocks | {event.narrative_block}:
            raise ValidationError(_("The narrative has no such paragraph."))
        event.narrative_block = cell

    def rich_text(self, cell: str) -> str:
        """Return a cell as rich text: HTML is held to what the editor allows there."""
        if not (cell.startswith("<") and holds_elements(cell)):
            return from_plain(cell)
        rules = self.editor.html_to_contentstate_handler.element_handlers
        linked = self.with_internal_links(well_formed(cell, rules.match))
        try:
            cleaned = self.editor.to_database_format(self.editor.from_database_format(linked))
        except BadRequest as error:
            raise ValidationError(
                _("This text has too many paragraphs, line breaks or links for one event.")
            ) from error
        return BLOCK_KEY.sub("", cleaned)

    def internal_link(self, attrs: dict[str, str]) -> str:
        """Return the opening tag of a link: to a page of the tree where the address is one's."""
        address = attrs["href"]
        if address.startswith(f"{settings.PORTAL_URL}/"):
            _language, _slash, path = urlsplit(address).path.lstrip("/").partition("/")
            root = self.history.get_site().root_page
            page = BasePage.objects.filter(url_path=f"{root.url_path}{path}").first()
            if page:
                return f'<a linktype="page" id="{page.pk}">'
        return '<a href="{}">'.format(address.replace("&", "&amp;").replace('"', "&quot;"))

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.slug: theme for theme in Theme.objects.all()}

    @cached_property
    def sources(self) -> dict[int, Source]:
        return Source.objects.in_bulk()

    @cached_property
    def narrative_blocks(self) -> set[str]:
        return {block.id for block in self.history.narrative_es}

    @cached_property
    def editor(self) -> Converter:
        return Converter(HistoryEventPage._meta.get_field("text_es").features)

    @cached_property
    def with_internal_links(self) -> LinkRewriter:
        return LinkRewriter(rules={"external": self.internal_link})
