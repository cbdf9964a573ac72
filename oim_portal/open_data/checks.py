"""Rules of the data that people forget, told by `manage.py check`."""

from collections import Counter
from collections.abc import Iterator

from django.core.checks import Error, register
from django.core.exceptions import FieldDoesNotExist

from oim_portal.newsroom.digest import public_fields

from .common import IDENTIFIER
from .dataset import Dataset
from .datasets import DATASETS
from .fields import DataField, is_translated


@register()
def data_sets_are_whole(app_configs, **kwargs) -> list[Error]:
    """Every field says all that files, schema and import need; no public field is forgotten."""
    found = [(dataset, *fault) for dataset in DATASETS for fault in faults(dataset)]
    return [
        Error(f"The data set {dataset.name}: {fault}.", hint=hint, id=f"open_data.{code}")
        for dataset, code, fault, hint in found
    ]


def faults(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    keys = Counter(field.key for field in dataset.values)
    names = Counter(field.name for field in dataset.fields if field.name)
    for name, count in [*keys.items(), *names.items()]:
        if count > 1:
            yield "E005", f"two fields are called {name}", "Give one another name."
    told: set[str] = set()
    for field in dataset.fields:
        yield from faults_of(dataset, field, keys)
        try:
            told |= {*field.told(dataset.model)}
        except FieldDoesNotExist as error:
            yield "E006", str(error), "Name fields of the page type in `of`."
    for name in public_fields(dataset.model):
        base = name.rsplit("_", 1)[0]
        if name not in told and not {name, base} & dataset.left_out.keys():
            hint = "Add a DataField, or name it in `left_out` with the reason."
            yield "E004", f"nothing tells the public field {name}", hint


def faults_of(dataset: Dataset, field: DataField, keys: Counter) -> Iterator[tuple[str, str, str]]:
    name = field.name or field.key or repr(field.of)
    if field.name and not (field.label and field.read):
        yield "E003", f"the column {name} has no label or no `read`", "Give it both."
    is_taken = field.write or field.for_reading or not field.name or field is IDENTIFIER
    if dataset.is_imported and not is_taken:
        hint = "Give it `write`, or mark it `for_reading`."
        yield "E001", f"the column {name} is exported and not imported", hint
    if not field.for_staff and field.key not in keys:
        yield "E002", f"{name} is in no record", "Give it the `key` of a field that has a `value`."
    if not field.for_staff and (private := dataset.model.internal_fields.intersection(field.of)):
        hint = "Mark the field `for_staff`."
        yield "E008", f"{name} makes {', '.join(private)} public, which only staff see", hint
    translated = any(is_translated(dataset.model, each) for each in field.of)
    if field.name and translated and not field.in_languages:
        yield "E007", f"the column {name} is of one language", "Mark the field `in_languages`."
    if field.value and not field.schema:
        yield "E002", f"{name} has no schema", "Say what its values are."
