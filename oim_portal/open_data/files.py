"""Data files: their names, formats and bytes.

JSON-LD is in schema.org's vocabulary, for programs that join data of many sites. Its context is
part of the file, so programs need not fetch it. All dates are in `dcterms:date`, typed as EDTF;
those of events that are exact are their `temporalCoverage` too.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from pages.metadata.structured import filled
from pages.models import BasePage

from . import schema
from .cells import write_csv
from .dataset import Dataset
from .datasets import Edition, datasets, file_url
from .schema import Record
from .terms import language_values

CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/EDTF",
    "url": {"@type": "@id"},
    "license": {"@type": "@id"},
    "dateModified": {"@type": "DateTime"},
}


def graph(edition: Edition) -> Record:
    """Return the data set and its pages as one document."""
    pages = {str(page.translation_key): page for page in edition.serializer.pages}
    things = [filled(thing(edition, pages[each["id"]], each)) for each in edition.records]
    return {"@context": CONTEXT, "@graph": [filled(dataset(edition)), *things]}


def dataset(edition: Edition) -> Record:
    about = edition.description()
    return {
        "@id": file_url(f"{edition.dataset.name}.jsonld"),
        "@type": "Dataset",
        "name": language_values(about["title"]),
        "url": list(about["url"].values()),
        "publisher": {"@type": "Organization", "name": language_values(about["publisher"])},
        "license": about["licence"] and about["licence"]["url"],
        "version": about["version"],
        "dateModified": about["modified"],
        "inLanguage": about["languages"],
        "hasPart": [{"@id": urn(record)} for record in edition.records],
    }


def thing(edition: Edition, page: BasePage, record: Record) -> Record:
    """Return the subject of a page; its `@id` is made of its identifier and never changes."""
    about = {"@type": "Thing", **page.subject_data()}
    return {
        "@id": urn(record),
        "@type": about.pop("@type"),
        "identifier": record["id"],
        "name": language_values(record["title"]),
        "description": language_values(
            record.get("quotation") or record.get(edition.dataset.text_key, {})
        ),
        "url": list(record["url"].values()),
        **about,
        **edition.dataset.terms(page, record),
        "dateModified": record["modified"],
    }


def urn(record: Record) -> str:
    return f"urn:uuid:{record['id']}"


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
    Format(".jsonld", "JSON-LD", "application/ld+json", lambda e: encoded(graph(e))),
    Format(".schema.json", "JSON Schema", "application/schema+json", write_schema),
]


def files() -> dict[str, tuple[Dataset, Format]]:
    """Return all files by name, each with its data set and its format."""
    return {f"{each.name}{kind.ending}": (each, kind) for each in datasets() for kind in FORMATS}
