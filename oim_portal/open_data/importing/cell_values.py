"""Write cells of an imported table into events; errors are ValidationErrors for people."""

import re
from functools import cached_property
from html import escape
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import BadRequest, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.rich_text.rewriters import LinkRewriter

from history.models import HistoryEventPage, HistoryPage, Source, Theme
from history.source_marks import check_marks
from pages.models import BasePage
from pages.rich_text import Converter
from pages.well_formed_html import COMMENT, ELEMENTS, NOT_FOR_READERS, TOKEN, VOID, well_formed

from ..cells import LONGEST_CELL, folded
from ..fields import Column, in_language, set_cell
from ..record_values import LIST_SEPARATOR, SourceLabels, texts_of
from ..rich_text import BLOCK_KEY, from_plain
from .written_dates import WrittenDate, parse_date

# Error values that Excel (Spanish or English) and LibreOffice write into CSV. Number signs alone
# mean that a column is too narrow.
ERROR_OF_SPREADSHEET = re.compile(
    r"#(?:¿NOMBRE\?|NAME\?|N/[AD]|¡?(?:REF|VALOR|VALUE|DIV/0|NUM|NULL|NULO|CALC"
    r"|DESBORDAMIENTO|SPILL)!|#{2,})|Err:[0-9]{3}"
)
# Characters of a cell that an error message quotes.
LONGEST_TOLD = 300


class CellWriter:
    """Write cells into events. Objects that cells refer to are read once, when first needed."""

    def __init__(self, history: HistoryPage, labels: SourceLabels) -> None:
        self.history = history
        self.labels = labels
        # The date of each event as it was parsed, by the event's translation key.
        self.dates: dict[UUID, WrittenDate] = {}

    def write(self, event: HistoryEventPage, column: Column, cell: str) -> None:
        """Write a cell into an event, or raise ValidationError."""
        if len(cell) > LONGEST_CELL:
            raise ValidationError(
                _("This cell has %(length)s characters; at most %(most)s are taken.")
                % {"length": len(cell), "most": LONGEST_CELL}
            )
        if ERROR_OF_SPREADSHEET.fullmatch(cell):
            raise ValidationError(
                _("The cell holds an error of the spreadsheet (%s): mend it there.") % quoted(cell)
            )
        column.write(self, event, cell)

    def set_slug(self, event: HistoryEventPage, cell: str) -> None:
        if cell:  # without one, a new event gets a slug from its title and an old one keeps its own
            set_cell(event, "slug", cell)

    def set_date(self, event: HistoryEventPage, cell: str) -> None:
        date = parse_date(cell, timezone.localdate(), event.date.edtf)
        event.date = HistoryEventPage._meta.get_field("date").to_python(date.edtf)
        self.dates[event.translation_key] = date

    def set_words(self, event: HistoryEventPage) -> None:
        """Store the typed text as the words of the source if EDTF says less and there are none.

        'A principios de 1974' is 1974 to the database; readers see the words.
        """
        date = self.dates.get(event.translation_key)
        if date and date.words and not any(texts_of(event, "date_as_written").values()):
            set_cell(event, in_language("date_as_written", date.language), date.words)

    def set_themes(self, event: HistoryEventPage, cell: str) -> None:
        names = [name.strip() for name in re.split(r"[,;|\n]", cell) if name.strip()]
        found = {name: self.themes.get(folded(name)) for name in names}
        if unknown := [name for name, theme in found.items() if theme is None]:
            known = sorted({theme.slug for theme in self.themes.values()})
            raise ValidationError(
                _("There is no theme %(names)s. Write some of these, or add it first: %(known)s.")
                % {"names": quoted(", ".join(unknown)), "known": ", ".join(known)}
            )
        event.themes = list(dict.fromkeys(found.values()))

    def set_sources(self, event: HistoryEventPage, cell: str) -> None:
        names = [name.strip() for name in cell.split(LIST_SEPARATOR.strip()) if name.strip()]
        found = {name: self.labels.find(name) for name in names}
        if unknown := [name for name, pk in found.items() if pk is None]:
            raise ValidationError(
                _("There is no source ‘%s’, or more than one: add it under ‘Sources’ first.")
                % quoted(", ".join(unknown))
            )
        event.sources = [self.sources[pk] for pk in dict.fromkeys(found.values())]

    def set_narrative_block(self, event: HistoryEventPage, cell: str) -> None:
        if cell and cell not in self.narrative_blocks | {event.narrative_block}:
            raise ValidationError(_("The narrative has no such paragraph."))
        event.narrative_block = cell

    def rich_text(self, cell: str) -> str:
        """Return a cell as rich text; HTML is reduced to the features of the editor."""
        if not is_markup(cell):
            return from_plain(cell)
        rules = self.editor.html_to_contentstate_handler.element_handlers
        linked = self.with_internal_links(well_formed(as_typed(cell), rules.match))
        try:
            cleaned = self.editor.to_database_format(self.editor.from_database_format(linked))
        except BadRequest as error:
            raise ValidationError(
                _("This text has too many paragraphs, line breaks or links for one event.")
            ) from error
        return BLOCK_KEY.sub("", cleaned)

    def check_text(self, event: HistoryEventPage, code: str) -> None:
        check_marks(getattr(event, in_language("text", code)) or "", event.sources.all())

    def internal_link(self, attrs: dict[str, str]) -> str:
        """Return the opening tag of a link: an internal link if the URL is that of a page."""
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
        """Themes by slug and by name, folded; slugs take precedence.

        A name that two themes share is left out.
        """
        themes = list(Theme.objects.all())
        names = [(folded(name), t) for t in themes for name in set(texts_of(t, "name").values())]
        owners = {name: {theme for each, theme in names if each == name} for name, _theme in names}
        by_name = {name: next(iter(all_)) for name, all_ in owners.items() if len(all_) == 1}
        return by_name | {folded(theme.slug): theme for theme in themes}

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


def quoted(names: str) -> str:
    return names[:LONGEST_TOLD] + "…" * (len(names) > LONGEST_TOLD)


# Elements that the export writes and the schema of the data names; no cell begins with a <br>.
EXPORTED = {"p", "b", "i", "a", "ul", "ol", "li"}


def is_markup(cell: str) -> bool:
    """Return whether a cell is HTML: whether it begins with a tag, as cells of exported files do.

    That is an element that the export writes (`EXPORTED`), or one that is closed further on, as in
    text copied from another page. Every other cell is text, and shown as it was typed: `<sin datos>
    quedan 3`, `<data> quedan 3`, `<br>`, `2 < 3`. A single tag is text even if HTML has such an
    element: `<b> quedan 3` and, within HTML, `<label> dos` are text, since they are never closed,
    have no attributes, and a space follows them. Other elements that the editor does not support
    are removed and their text remains (`pages.well_formed_html`).
    """
    html = COMMENT.sub("", cell).lstrip()
    first = TOKEN.match(html)
    if not first or first[1] or name_of(first) in VOID | NOT_FOR_READERS:
        return False
    closed = closed_in(html)
    return is_meant(first, closed) and name_of(first) in EXPORTED | closed


def as_typed(html: str) -> str:
    """Return HTML with tags that are not meant as markup escaped."""
    closed = closed_in(html)

    def written(token: re.Match) -> str:
        is_alone = name_of(token) in ELEMENTS and not token[1] and not is_meant(token, closed)
        return escape(token[0], quote=False) if is_alone else token[0]

    return TOKEN.sub(written, html)


def closed_in(html: str) -> set[str]:
    """Return the names of the elements that are closed somewhere."""
    return {name_of(token) for token in TOKEN.finditer(html) if token[1]}


def is_meant(token: re.Match, closed: set[str]) -> bool:
    """Return whether an opening tag is markup rather than a word in angle brackets."""
    name = name_of(token)
    if name not in ELEMENTS:
        return False
    follows = token.string[token.end() : token.end() + 1].strip()
    return name in closed | VOID or "=" in token[3] or bool(follows)


def name_of(token: re.Match) -> str:
    return (token[2] or "").lower()
