"""Fields of a data set.

A field is declared once; the columns of CSV, the keys of JSON, the JSON Schema, the import and the
table of the staff guide are made of it. `model_field` declares a field of a page type in one line.
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
from django.utils.translation import gettext as _, gettext_lazy

from oim_portal.web.text_columns import rule_of
from pages.languages import language_codes
from pages.models import BasePage

from .cells import folded
from .record_values import texts_of
from .schema import Record, ref

if TYPE_CHECKING:
    from .dataset import Serializer

# Spellings of a boolean in cells, folded (`cells.folded`).
ANSWERS = {
    **dict.fromkeys(["si", "s", "yes", "y", "true", "verdadero", "1", "x"], True),
    **dict.fromkeys(["no", "n", "", "false", "falso", "0"], False),
}
TEXTS = (models.CharField, models.TextField)
# Types of JSON Schema by class of model field. A DateTimeField is a DateField too, so it is first.
KINDS: list[tuple[Any, str, Record]] = [
    (models.BooleanField, "boolean", {}),
    (models.IntegerField, "integer", {}),
    ((models.DecimalField, models.FloatField), "number", {}),
    (models.DateTimeField, "string", {"format": "date-time"}),
    (models.DateField, "string", {"format": "date"}),
    (TEXTS, "string", {}),
]


@dataclass(frozen=True, kw_only=True)
class DataField:
    """A field of a data set: `name` is its column in tables, `key` its key in records.

    Names are Spanish, keys English, and both are stable: spreadsheets and programs rely on them. A
    field without `value` is part of the value of another field, under the same key. `read` and
    `write` take a language code too if there is a column for each language.
    """

    of: tuple[str, ...] = ()  # the fields of the page type that it exports
    name: str = ""
    label: object = ""  # translated: the content of the column
    help_text: object = ""  # translated: how staff write it, if the label does not say so
    per_language: bool = False
    read: Callable[..., str] | None = None  # takes page, serializer
    write: Callable[..., None] | None = None  # takes CellWriter, page, cell
    key: str = ""
    value: Callable[[Any, "Serializer"], Any] | None = None
    schema: Record | None = None
    staff_only: bool = False  # not in public files
    read_only: bool = False  # computed from other fields, so it is not imported

    @property
    def columns(self) -> list["Column"]:
        """Return the columns of tables: none, one, or one for each language."""
        codes = language_codes() if self.per_language else [""]
        return [Column(self, code) for code in codes if self.name]

    def exported_fields(self, model: type[BasePage]) -> list[str]:
        """Return the columns and relations of a page type that the field exports."""
        return [each for name in self.of for each in stored_names(model, name)]


@dataclass(frozen=True)
class Column:
    """A column of a table, of one language if the field has a column for each."""

    field: DataField
    code: str = ""

    @property
    def name(self) -> str:
        return in_language(self.field.name, self.code)

    @property
    def label(self) -> object:
        return self.field.label

    @property
    def is_imported(self) -> bool:
        """Return whether an import writes this column."""
        return self.field.write is not None and not self.field.read_only

    def read(self, page: BasePage, serializer: "Serializer") -> str:
        return self.field.read(page, serializer, *filter(None, [self.code]))

    def write(self, writer, page: BasePage, cell: str) -> None:
        """Write a cell into a page, or raise ValidationError."""
        self.field.write(writer, page, cell, *filter(None, [self.code]))


def in_language(name: str, code: str) -> str:
    return f"{name}_{code}" if code else name


def is_translated(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(in_language(name, settings.LANGUAGE_CODE))
    except FieldDoesNotExist:
        return False
    return True


def stored_names(model: type[BasePage], name: str) -> list[str]:
    """Return the database columns of a field: one, or one for each language."""
    codes = language_codes() if is_translated(model, name) else [""]
    return [model._meta.get_field(in_language(name, code)).name for code in codes]


def attribute(of: str, name: str, label: object, **rest) -> DataField:
    """Return a column for a field of the page; it has no value in records of its own."""

    def read(page: BasePage, serializer: "Serializer", code: str = "") -> str:
        return to_cell(getattr(page, in_language(of, code)))

    def write(writer, page: BasePage, cell: str, code: str = "") -> None:
        set_cell(page, in_language(of, code), cell)

    own: Record = {"of": (of,), "name": name, "label": label, "read": read, "write": write}
    return DataField(**own | rest)


def model_field(
    model: type[BasePage],
    of: str,
    name: str,
    label: object = None,
    *,
    per_language: bool = False,
    description: str = "",
    **rest,
) -> DataField:
    """Return the field of data for a text, number, choice, boolean, date or time of a page type.

    Raise TypeError for other classes of fields.
    """
    field: Any = model._meta.get_field(of)
    if per_language and not isinstance(field, TEXTS):
        raise TypeError(f"{field} is translated, but not a text.")
    own: Record = {
        "label": label or capfirst(field.verbose_name),
        "help_text": gettext_lazy("`sí` or `no`") if isinstance(field, models.BooleanField) else "",
        "per_language": per_language,
        "key": of,
        "value": lambda page, serializer: (
            texts_of(page, of) if per_language else as_json(getattr(page, of))
        ),
        "schema": ({"description": description} if description else {})
        | (ref("texts") if per_language else schema_of(field)),
    }
    return attribute(of, name, **own | rest)


def schema_of(field: models.Field) -> Record:
    """Return the JSON Schema of a model field's values; raise TypeError if it is not supported."""
    if field.choices:
        blank = [""] * field.blank + [None] * field.null
        values = [as_json(value) for value, _label in field.flatchoices if value != ""]
        return {"enum": values + blank}
    for kinds, name, more in KINDS:
        if isinstance(field, kinds):
            return {"type": [name, "null"] if field.null else name, **more}
    raise TypeError(f"{field} needs a DataField with a value and schema of its own.")


def as_json(value: Any) -> Any:
    """Return the value of a model field for JSON: times in ISO 8601, in Ecuador's time zone.

    Raise ValueError for NaN and infinity, which only SQL can have written.
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
    """Return the cell for a text, number, boolean, date or time."""
    if isinstance(value, bool):
        return "sí" if value else "no"
    return "" if value is None else str(as_json(value))


def set_cell(page: BasePage, name: str, cell: str) -> None:
    """Clean a cell and write it into a field of the page, or raise ValidationError."""
    field: Any = page._meta.get_field(name)
    rule = rule_of(field)
    value: Any = rule(cell) if rule else cell
    if isinstance(field, models.BooleanField) and (cell or not field.null):
        if folded(cell) not in ANSWERS:
            raise ValidationError(_("Write ‘sí’ or ‘no’."))
        value = ANSWERS[folded(cell)]
    elif not cell and not field.empty_strings_allowed:
        value = None
    setattr(page, name, field.clean(value, page))
