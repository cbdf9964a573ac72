"""Data files: their names, formats and bytes."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from . import json_ld, schema
from .cells import write_csv
from .dataset import Dataset
from .datasets import Edition, datasets, file_url
from .schema import Record


@dataclass(frozen=True)
class Format:
    """A file format: its ending, media type, and the function that writes a data set in it."""

    ending: str
    label: str
    media_type: str
    write: Callable[[Edition], bytes]
    download: bool = False


def write_json(edition: Edition) -> bytes:
    return encoded(
        {
            "$schema": file_url(f"{edition.dataset.name}.schema.json"),
            "dataset": edition.description(),
            edition.dataset.model.data.key: edition.records,
        }
    )


def write_schema(edition: Edition) -> bytes:
    address = file_url(f"{edition.dataset.name}.schema.json")
    return encoded({"$id": address, **schema.json_schema(edition.dataset)})


def encoded(value: Record) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


CSV = "text/csv; charset=utf-8; header=present"
FORMATS = [
    Format(".json", "JSON", "application/json", write_json),
    Format(
        ".csv", "CSV", CSV, lambda edition: write_csv(*edition.serializer.table()), download=True
    ),
    # Excel separates cells by the list separator of the computer's region: in Ecuador a semicolon.
    Format(
        "-excel.csv",
        "CSV (Excel)",
        CSV,
        lambda edition: write_csv(*edition.serializer.table(), separator=";"),
        download=True,
    ),
    Format(".jsonld", "JSON-LD", "application/ld+json", lambda e: encoded(json_ld.graph(e))),
    Format(".schema.json", "JSON Schema", "application/schema+json", write_schema),
]


def files() -> dict[str, tuple[Dataset, Format]]:
    """Return all files by name, each with its data set and its format."""
    return {f"{each.name}{kind.ending}": (each, kind) for each in datasets() for kind in FORMATS}
