"""System checks of the data sets: names, columns, keys, schemas, and fields that are missing."""

import re
from collections import Counter
from collections.abc import Iterator

from django.core.checks import Error, register
from django.core.exceptions import FieldDoesNotExist

from oim_portal.publishing.digest import public_fields

from .dataset import Dataset
from .datasets import datasets, declared_datasets
from .fields import DataField, is_translated
from .files import FORMATS
from .schema import DEFINITIONS
from .shared_fields import IDENTIFIER

WORD = re.compile(r"[a-z][a-z0-9_]*")
# The name is Spanish and part of URLs; on the page about the data it is an anchor too.
NAME = re.compile(r"(?!(?:licencia|como-leer)$)[a-z0-9]+(-[a-z0-9]+)*")


@register()
def data_sets_are_whole(app_configs, **kwargs) -> list[Error]:
    """Check that names are unique and fields complete for files, schema and import.

    Also check that each public field of a page type and each declared data set is exported.
    """
    sets = datasets()
    found = [
        (f"The data set {dataset.name}", *fault)
        for dataset in sets
        for fault in (*words(dataset, sets), *faults(dataset))
    ]
    found += [
        (
            f"The fields of data of {dataset.model._meta.label}",
            "E011",
            "no file tells them",
            "Set `data` on the page type, and declare its fields once.",
        )
        for dataset in declared_datasets()
        if dataset not in sets
    ]
    return [
        Error(f"{what}: {fault}.", hint=hint, id=f"open_data.{code}")
        for what, code, fault, hint in found
    ]


def words(dataset: Dataset, sets: list[Dataset]) -> Iterator[tuple[str, str, str]]:
    """Yield the errors in the names that a page type gives to its data."""
    data = dataset.model.data
    others = [each.model.data for each in sets if each is not dataset]
    taken = {f"{each.name}{kind.ending}" for each in others for kind in FORMATS}
    if any(f"{data.name}{kind.ending}" in taken for kind in FORMATS):
        yield "E009", "another page type has files of that name", "Give one another `name`."
    for word in ("key", "record"):
        if getattr(data, word) in {getattr(each, word) for each in others}:
            named = f"another page type has the {word} {getattr(data, word)}"
            yield "E009", named, f"Give one another `{word}`."
    if not NAME.fullmatch(data.name):
        yield "E010", "its name cannot stand in an address", "Use small letters, digits, hyphens."
    for word, used in ((data.key, {"dataset"}), (data.record, DEFINITIONS)):
        if word in used or not WORD.fullmatch(word):
            hint = "Use another, of small letters, digits and underscores."
            yield "E010", f"{word!r} cannot stand in JSON and its schema", hint


def faults(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """Yield the errors in the fields of a data set, and the public fields that it lacks."""
    keys = Counter(field.key for field in dataset.record_fields)
    names = Counter(field.name for field in dataset.fields if field.name)
    for name, count in [*keys.items(), *names.items()]:
        if count > 1:
            yield "E005", f"two fields are called {name}", "Give one another name."
    exported: set[str] = set()
    for field in dataset.fields:
        yield from faults_of(dataset, field, keys)
        try:
            exported |= {*field.exported_fields(dataset.model)}
        except FieldDoesNotExist as error:
            yield "E006", str(error), "Name fields of the page type in `of`."
    hint = "Add a DataField, or name it in `left_out` with the reason."
    if dataset not in declared_datasets():
        hint += (
            f" Both in `replace(derived({dataset.model.__name__}), …)`,"
            " in a module beside oim_portal/open_data/events.py."
        )
    for name in public_fields(dataset.model):
        base = name.rsplit("_", 1)[0]
        if name not in exported and not {name, base} & dataset.left_out.keys():
            yield "E004", f"nothing tells the public field {name}", hint


def faults_of(dataset: Dataset, field: DataField, keys: Counter) -> Iterator[tuple[str, str, str]]:
    """Yield the errors in one field."""
    name = field.name or field.key or repr(field.of)
    if field.name and not (field.label and field.read):
        yield "E003", f"the column {name} has no label or no `read`", "Give it both."
    is_taken = field.write or field.read_only or not field.name or field is IDENTIFIER
    if dataset.is_imported and not is_taken:
        hint = "Give it `write`, or mark it `read_only`."
        yield "E001", f"the column {name} is exported and not imported", hint
    if not field.staff_only and field.key not in keys:
        yield "E002", f"{name} is in no record", "Give it the `key` of a field that has a `value`."
    if not field.staff_only and (private := dataset.model.internal_fields.intersection(field.of)):
        hint = "Mark the field `staff_only`."
        yield "E008", f"{name} makes {', '.join(private)} public, which only staff see", hint
    translated = any(is_translated(dataset.model, each) for each in field.of)
    if field.name and translated and not field.per_language:
        yield "E007", f"the column {name} is of one language", "Mark the field `per_language`."
    if field.value and not field.schema:
        yield "E002", f"{name} has no schema", "Say what its values are."
