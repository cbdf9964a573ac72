"""Data sets as JSON-LD in schema.org's vocabulary, for programs that join data of many sites.

The context is part of the file, so programs need not fetch it. All dates are in `dcterms:date`,
typed as EDTF; those of events that are exact are their `temporalCoverage` too.
"""

from pages.metadata.structured import filled
from pages.models import BasePage

from .datasets import Edition, file_url
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
