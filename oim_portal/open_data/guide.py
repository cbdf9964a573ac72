"""The table of import columns in the staff guide, generated from the fields."""

import re

from django.conf import settings
from django.utils.translation import override

from .dataset import Dataset
from .fields import DataField

HEAD = "| columna | qué se escribe |\n|---|---|\n"
TABLE = re.compile(re.escape(HEAD) + r"(?:\|.*\n)*")


def table(dataset: Dataset) -> str:
    """Return a Markdown row for each imported field, in the guide's language."""
    with override(settings.LANGUAGE_CODE):
        return HEAD + "".join(row(field) for field in dataset.fields if is_taken(field))


def is_taken(field: DataField) -> bool:
    return any(column.is_imported for column in field.columns)


def row(field: DataField) -> str:
    names = " ".join(f"`{column.name}`" for column in field.columns)
    how = str(field.help_text or field.label).replace("|", r"\|")
    return f"| {names} | {how} |\n"


def with_table(text: str, dataset: Dataset) -> str:
    """Return a chapter of the guide with its table generated again."""
    return TABLE.sub(lambda _match: table(dataset), text)
