"""The files of the data: what each is called, what it is, and what makes its bytes."""

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
    """A kind of file: its ending, media type, and how a set of data is written as such a file."""

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
            edition.dataset.key: edition.records,
        }
    )


def write_schema(edition: Edition) -> bytes:
    address = file_url(f"{edition.dataset.name}.schema.json")
    return encoded({"$id": address, **schema.document(edition.dataset)})


def encoded(value: Record) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


CSV = "text/csv; charset=utf-8; header=present"
FORMATS = [
    Format(".json", "JSON", "application/json", write_json),
    Format(".csv", "CSV", CSV, lambda edition: write_csv(*edition.data.table()), download=True),
    # Excel separates by what the computer's country does: in Ecuador by semicolons.
    Format(
        "-excel.csv",
        "CSV (Excel)",
        CSV,
        lambda edition: write_csv(*edition.data.table(), separator=";"),
        download=True,
    ),
    Format(".jsonld", "JSON-LD", "application/ld+json", lambda e: encoded(json_ld.graph(e))),
    Format(".schema.json", "JSON Schema", "application/schema+json", write_schema),
]


def files() -> dict[str, tuple[Dataset, Format]]:
    """Return all files by name, each with its set of data and its format."""
    return {f"{each.name}{kind.ending}": (each, kind) for each in datasets() for kind in FORMATS}
