"""Spreadsheets of all reports and lists, including Wagtail's.

Wagtail writes texts into CSV as they are, separated by commas and without a byte order mark, times
in UTC, and fails at a control character in XLSX (https://github.com/wagtail/wagtail/issues/3466).
The two methods below replace those of `SpreadsheetExportMixin`, which every list and report of the
admin inherits. `manage.py check` reports a view that overrides them.
"""

import csv
import datetime
import math
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from wagtail.admin.views.mixins import Echo, SpreadsheetExportMixin

from oim_portal.open_data.cells import BOM, csv_text, workbook_text
from oim_portal.wagtail_compat.patches import write_spreadsheets_by

# Separator of Excel where numbers have a decimal comma, as in Ecuador.
SEPARATOR = ";"
# Excel has no dates before it.
FIRST_YEAR_OF_EXCEL = 1900


def preprocess_field_value(
    self: SpreadsheetExportMixin, field: str, value: Any, export_format: str
) -> Any:
    """Return a value as a cell: numbers, dates and times typed, everything else a safe text."""
    is_csv = export_format == self.FORMAT_CSV
    has_own = export_format in self.custom_field_preprocess.get(field, {})
    if isinstance(value, datetime.datetime) and timezone.is_aware(value) and not has_own:
        value = timezone.make_naive(value)  # Wagtail would write UTC
    if convert := self.get_preprocess_function(field, value, export_format):
        value = convert(value)
    return csv_value(value) if is_csv else workbook_value(value)


def stream_csv(self: SpreadsheetExportMixin, queryset: Iterable) -> Iterator[bytes]:
    """Yield a CSV file line by line, as a Spanish Excel opens it by a double click."""
    writer = csv.DictWriter(Echo(), fieldnames=self.list_export, delimiter=SEPARATOR)
    yield BOM.encode()
    headings = {name: csv_text(self.get_heading(queryset, name)) for name in self.list_export}
    yield writer.writerow(headings)
    for item in queryset:
        yield self.write_csv_row(writer, self.to_row_dict(item))


REPLACEMENTS = (preprocess_field_value, stream_csv)


def csv_value(value: Any) -> Any:
    """Return a value as a Spanish spreadsheet reads it from CSV."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, int):
        return value
    if is_number(value):
        return f"{value:f}".replace(".", ",")
    return csv_text("" if value is None else force_str(value))


def workbook_value(value: Any) -> Any:
    """Return a value as the cell of a workbook."""
    if value is None or isinstance(value, bool | datetime.time) or is_number(value):
        return value
    if isinstance(value, datetime.date) and value.year >= FIRST_YEAR_OF_EXCEL:
        return value
    return workbook_text(force_str(value))


def is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and math.isfinite(value)


def connect() -> None:
    """Replace the methods in all spreadsheets of the admin; once, in `ready()`."""
    write_spreadsheets_by(*REPLACEMENTS)


@register()
def spreadsheets_are_written_in_one_way(app_configs, **kwargs) -> list[Error]:
    """Check that every view of the admin that exports a list uses the methods above."""
    return [
        Error(
            f"{view.__module__}.{view.__name__} writes spreadsheets with a {name} of its own.",
            hint="Leave it to `oim_portal.admin.reports.export`, and set list_export,"
            " export_headings or to_row_dict.",
            obj=view,
            id="reports.E001",
        )
        for view in dict.fromkeys(views_with_exports())
        for name in own_methods(view)
    ]


def own_methods(view: type[SpreadsheetExportMixin]) -> list[str]:
    """Return the methods for cells or files that a view overrides."""
    names = [*(method.__name__ for method in REPLACEMENTS), "write_csv_row", "write_xlsx"]
    names += ["generate_xlsx_row", "write_csv_response", "write_xlsx_response", "as_spreadsheet"]
    return [
        each for each in names if getattr(view, each) is not getattr(SpreadsheetExportMixin, each)
    ]


def views_with_exports(
    patterns: Iterable[URLPattern | URLResolver] | None = None,
) -> Iterator[type[SpreadsheetExportMixin]]:
    """Yield the classes of all views with an export, from the site's URLs."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from views_with_exports(pattern.url_patterns)
            continue
        view = getattr(pattern.callback, "view_class", None)
        if isinstance(view, type) and issubclass(view, SpreadsheetExportMixin):
            yield view
