"""The plan of an import: the changes that a table would make. Planning writes nothing."""

import hashlib
import json
from functools import partial
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from history.dates import LAST_YEAR
from history.models import HistoryEventPage, HistoryPage
from pages.languages import language_codes

from ..dataset import Serializer
from ..events import EVENTS
from ..fields import in_language
from ..record_values import SourceLabels
from .cell_values import CellWriter
from .reading import Row
from .rows import Mistake, RowPlan, changes, fill_slugs, read_identifiers, with_taken_slug


class Plan:
    """The plan of a table: the changes of each row, and the mistakes that forbid the import."""

    def __init__(self, rows: list[Row], history: HistoryPage, request: HttpRequest) -> None:
        self.rows = rows
        self.history = history
        self.request = request
        self.user = request.user
        self.labels = SourceLabels()
        self.writer = CellWriter(history, self.labels)
        self.columns = {column.name: column for column in EVENTS.columns}
        self.mistakes: list[Mistake] = []
        # Read-only columns with changed cells, which have no effect.
        self.not_imported: list[str] = []
        self.plans: list[RowPlan] = []
        self._make()

    @property
    def new(self) -> list[RowPlan]:
        return [plan for plan in self.plans if plan.is_new]

    @property
    def changed(self) -> list[RowPlan]:
        return [plan for plan in self.plans if not plan.is_new and plan.changes]

    @property
    def unchanged(self) -> list[RowPlan]:
        return [plan for plan in self.plans if not plan.is_new and not plan.changes]

    @property
    def dated(self) -> list[RowPlan]:
        """Return the rows with a date that a person should check."""
        return [plan for plan in self.plans if plan.date]

    @property
    def can_be_carried_out(self) -> bool:
        return not self.mistakes and bool(self.new or self.changed)

    @property
    def fingerprint(self) -> str:
        """A digest of all changes; it differs if anything has changed since."""
        content = [
            [plan.number, plan.is_new, [[c.column.name, c.before, c.after] for c in plan.changes]]
            for plan in self.plans
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    def _make(self) -> None:
        keys = read_identifiers(self.rows, self._add_mistake)
        known = self._known_events(keys)
        drafts: list[RowPlan] = []
        current = EVENTS.serializer(known.values(), self.request, self.labels)
        last_year = None
        for row in self.rows:
            key = keys.get(row.number)
            old = known.get(key)
            differing = self._differing(row, old, current)
            if old and not differing:
                plan = RowPlan(row.number, old, is_new=False)
            else:
                plan = self._planned(row, key, old, differing, last_year)
                drafts.append(plan)
            self.plans.append(plan)
            last_year = self._year_of(plan.event) or last_year
        siblings = self.history.get_children()
        fill_slugs([plan.event for plan in drafts if plan.is_new], siblings)
        # Compared as cells: a value that is written the same has not changed.
        after = EVENTS.serializer([plan.event for plan in drafts], self.request, self.labels)
        for plan in drafts:
            old = known.get(plan.event.translation_key)
            plan.changes = changes(plan.event, after, old, current)
            if old and plan.changes:
                self._check_free(plan.number, old)
        for plan in with_taken_slug(self.plans, siblings):
            message = _("Another event has this name in its address: %s.") % plan.event.slug
            self._add_mistake(plan.number, "nombre_en_direccion", message)
        self.mistakes.sort(key=lambda mistake: mistake.row)

    def _differing(self, row: Row, old: HistoryEventPage | None, current: Serializer) -> dict:
        """Return the cells to write, and collect the read-only columns that were changed."""
        now = {name: self.columns[name].read(old, current) for name in row.cells} if old else {}
        differing = {name: cell for name, cell in row.cells.items() if cell != now.get(name, "")}
        in_vain = (n for n in differing if n != "id" and not self.columns[n].is_imported)
        self.not_imported += [n for n in in_vain if row.cells[n] and n not in self.not_imported]
        return {name: cell for name, cell in differing.items() if self.columns[name].is_imported}

    def _known_events(self, keys: dict[int, UUID]) -> dict[UUID, HistoryEventPage]:
        """Return the events of the rows: published ones, else their latest draft."""
        found = HistoryEventPage.objects.filter(translation_key__in=keys.values())
        events = EVENTS.prefetched(found)
        return {
            event.translation_key: event if event.live else newest(event.pk) for event in events
        }

    def _planned(self, row: Row, key, old, cells: dict[str, str], last_year) -> RowPlan:
        """Return the plan of a row, with the cells written into its event."""
        if old:
            event = newest(old.pk)
        else:
            event = HistoryEventPage(translation_key=key or uuid4())
            cells = {"titulo_es": "", **cells}
        wrong = set()
        steps = [
            (name, partial(self.writer.write, event, self.columns[name], cell))
            for name, cell in cells.items()
        ]
        steps.append(("fecha", partial(self.writer.set_words, event)))
        steps += [
            (in_language("texto", code), partial(self.writer.check_text, event, code))
            for code in language_codes()
        ]
        for name, step in steps:
            try:
                step()
            except ValidationError as error:
                wrong.add(name)
                self._add_mistake(row.number, name, " ".join(error.messages))
        if not wrong & {"fecha", "anio_para_ordenar"}:
            self._place(row, event, last_year)
        if not wrong and old:
            self._check_whole(row.number, event)
        date = self.writer.dates.get(event.translation_key)
        return RowPlan(row.number, event, is_new=old is None, date=date)

    def _check_free(self, number: int, event: HistoryEventPage) -> None:
        """Add a mistake if an event cannot be changed now."""
        if event.live and event.has_unpublished_changes:
            message = _(
                "This event has a draft that is not published. Publish it, or go back first."
            )
            self._add_mistake(number, "id", message)
        elif event.permissions_for_user(self.user).page_locked():
            self._add_mistake(number, "id", _("This event is locked, or waits for a review."))

    def _place(self, row: Row, event: HistoryEventPage, last_year: int | None) -> None:
        """Give an undated event a year to sort by: its own, else that of the row above."""
        if not event.date.is_undated:
            return
        if event.sort_year is None and "anio_para_ordenar" not in row.cells:
            event.sort_year = last_year
        if event.sort_year is None:
            self._add_mistake(
                row.number, "fecha", _("Without a date, this needs a year in ‘anio_para_ordenar’.")
            )

    def _check_whole(self, number: int, event: HistoryEventPage) -> None:
        try:
            event.full_clean()
        except ValidationError as error:
            self._add_mistake(number, "id", " ".join(error.messages))

    def _year_of(self, event: HistoryEventPage) -> int | None:
        event.set_sort_columns()
        year = int(event.date_sort[:4])
        return year if year <= LAST_YEAR else None

    def _add_mistake(self, row: int, column: str, message: str) -> None:
        self.mistakes.append(Mistake(row, column, message))


def newest(pk: int) -> HistoryEventPage:
    """Return a new instance of an event with the content of its latest revision."""
    return HistoryEventPage.objects.get(pk=pk).get_latest_revision_as_object()
