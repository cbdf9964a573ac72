"""A field of a data set: one thing that the data say of a page, declared once.

The columns of CSV, the keys of JSON, the JSON Schema, what an import writes and the table of the
staff guide are made of it. `plain` declares a field of a page type in one line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oim_portal.web.text_columns import rule_of
from pages.languages import language_codes
from pages.models import BasePage

from .lookups import folded
from .record_values import texts_of
from .schema import Record, ref

if TYPE_CHECKING:
    from .dataset import Reading

# Folded (`lookups.folded`).
ANSWERS = {
    **dict.fromkeys(["si", "s", "yes", "y", "true", "verdadero", "1", "x"], True),
    **dict.fromkeys(["no", "n", "", "false", "falso", "0"], False),
}
TEXTS = (models.CharField, models.TextField)
# What columns hold, as types of JSON Schema. A time is a day for Django, so it comes first.
KINDS = [
    (models.BooleanField, "boolean", {}),
    (models.IntegerField, "integer", {}),
    ((models.DecimalField, models.FloatField), "number", {}),
    (models.DateTimeField, "string", {"format": "date-time"}),
    (models.DateField, "string", {"format": "date"}),
    (TEXTS, "string", {}),
]


@dataclass(frozen=True, kw_only=True)
class DataField:
    """What the data say of a page: `name` is its column in tables, `key` its place in records.

    Names are Spanish, keys English, and both stay: spreadsheets and programs rely on them. A field
    without `value` is told within its key, by the value of another field. `read` and `write` take
    the code of a language too where there is a column for each.
    """

    of: tuple[str, ...] = ()  # the fields of the page type that it tells
    name: str = ""
    label: object = ""  # translated: what the column holds
    how: object = ""  # translated: how staff write it, where the label does not say it
    in_languages: bool = False
    read: Callable[..., str] | None = None  # page, reading
    write: Callable[..., None] | None = None  # values of the import, page, cell
    key: str = ""
    value: Callable[[Any, "Reading"], Any] | None = None
    schema: Record | None = None
    for_staff: bool = False  # in no public file
    for_reading: bool = False  # follows from others: no import takes it

    @property
    def columns(self) -> list["Column"]:
        """Return the columns of tables: none, one, or one for each language."""
        codes = language_codes() if self.in_languages else [""]
        return [Column(self, code) for code in codes if self.name]

    def told(self, model: type[BasePage]) -> list[str]:
        """Return the columns and relations of a page type that the field tells."""
        return [each for name in self.of for each in stored_names(model, name)]


@dataclass(frozen=True)
class Column:
    """A column of a table: `read` gives its cell for a page, `write` takes one."""

    field: DataField
    code: str = ""

    @property
    def name(self) -> str:
        return in_language(self.field.name, self.code)

    @property
    def label(self) -> object:
        return self.field.label

    @property
    def is_written(self) -> bool:
        """Say whether an import writes what the column says."""
        return self.field.write is not None and not self.field.for_reading

    def read(self, page: BasePage, reading: "Reading") -> str:
        return self.field.read(page, reading, *filter(None, [self.code]))

    def write(self, values, page: BasePage, cell: str) -> None:
        """Write a cell into a page, or raise ValidationError."""
        self.field.write(values, page, cell, *filter(None, [self.code]))


def in_language(name: str, code: str) -> str:
    return f"{name}_{code}" if code else name


def is_translated(model: type[BasePage], name: str) -> bool:
    try:
        model._meta.get_field(in_language(name, settings.LANGUAGE_CODE))
    except FieldDoesNotExist:
        return False
    return True


def stored_names(model: type[BasePage], name: str) -> list[str]:
    """Return the columns that hold a field: one, or one for each language."""
    codes = language_codes() if is_translated(model, name) else [""]
    return [model._meta.get_field(in_language(name, code)).name for code in codes]


def attribute(of: str, name: str, label: object, **rest) -> DataField:
    """Return a field whose cells are what a field of the page holds."""

    def read(page: BasePage, reading: "Reading", code: str = "") -> str:
        return to_cell(getattr(page, in_language(of, code)))

    def write(values, page: BasePage, cell: str, code: str = "") -> None:
        set_cell(page, in_language(of, code), cell)

    own = {"of": (of,), "name": name, "label": label, "read": read, "write": write}
    return DataField(**own | rest)


def plain(
    model: type[BasePage],
    of: str,
    name: str,
    label: object = None,
    *,
    in_languages: bool = False,
    description: str = "",
    **rest,
) -> DataField:
    """Return what data say of a text, number, choice, yes or no, day or time of a page type.

    Raise TypeError for any other kind of field.
    """
    field = model._meta.get_field(of)
    if in_languages and not isinstance(field, TEXTS):
        raise TypeError(f"{field} is kept in each language and is no text.")
    own = {
        "label": label or capfirst(field.verbose_name),
        "how": gettext_lazy("`sí` or `no`") if isinstance(field, models.BooleanField) else "",
        "in_languages": in_languages,
        "key": of,
        "value": lambda page, reading: (
            texts_of(page, of) if in_languages else as_json(getattr(page, of))
        ),
        "schema": ({"description": description} if description else {})
        | (ref("texts") if in_languages else schema_of(field)),
    }
    return attribute(of, name, **own | rest)


def schema_of(field: models.Field) -> Record:
    """Return the JSON Schema of a column's values; raise TypeError where JSON has no such."""
    if field.choices:
        blank = [""] * field.blank + [None] * field.null
        values = [as_json(value) for value, _label in field.flatchoices if value != ""]
        return {"enum": values + blank}
    for kinds, name, more in KINDS:
        if isinstance(field, kinds):
            return {"type": [name, "null"] if field.null else name, **more}
    raise TypeError(f"{field} needs a DataField with a value and schema of its own.")


def as_json(value: Any) -> Any:
    """Return a column's value as JSON holds it: times in ISO 8601, by the clock in Ecuador.

    Raise ValueError for what is no number, which only SQL writes.
    """
    if isinstance(value, datetime):
        return timezone.localtime(value, timezone.get_default_timezone()).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    value = float(value) if isinstance(value, Decimal) else value
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"JSON has no {value}.")
    return value


def to_cell(value: Any) -> str:
    """Return how a table writes a text, a number, yes or no, a day or a time."""
    if isinstance(value, bool):
        return "sí" if value else "no"
    return "" if value is None else str(as_json(value))


def set_cell(page: BasePage, name: str, cell: str) -> None:
    """Write a cell as a field of the page takes and stores it, or raise ValidationError."""
    field = page._meta.get_field(name)
    rule = rule_of(field)
    value: Any = rule(cell) if rule else cell
    if isinstance(field, models.BooleanField) and (cell or not field.null):
        if folded(cell) not in ANSWERS:
            raise ValidationError(_("Write ‘sí’ or ‘no’."))
        value = ANSWERS[folded(cell)]
    elif not cell and not field.empty_strings_allowed:
        value = None
    setattr(page, name, field.clean(value, page))
