"""The data as JSON-LD, in the terms of schema.org: for programs that join data of many sites.

The context stands within the file, so that nobody has to fetch it. Dates of which the source leaves
no doubt are `startDate` and `endDate`; all dates are in `dcterms:date`, typed as EDTF.
"""

from pages.models import BasePage

from .datasets import Edition, file_url
from .schema import Record
from .shared import Texts

CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/EDTF",
    "url": {"@type": "@id"},
    "license": {"@type": "@id"},
    "startDate": {"@type": "Date"},
    "endDate": {"@type": "Date"},
    "dateModified": {"@type": "DateTime"},
}


def graph(edition: Edition) -> Record:
    """Return the data set and its events or programmes as one document."""
    pages = {str(page.translation_key): page for page in edition.data.pages}
    things = [filled(thing(edition, pages[each["id"]], each)) for each in edition.records]
    return {"@context": CONTEXT, "@graph": [filled(dataset(edition)), *things]}


def dataset(edition: Edition) -> Record:
    about = edition.description()
    return {
        "@id": file_url(f"{edition.dataset.name}.jsonld"),
        "@type": "Dataset",
        "name": values(about["title"]),
        "url": list(about["url"].values()),
        "publisher": {"@type": "Organization", "name": values(about["publisher"])},
        "license": about["licence"] and about["licence"]["url"],
        "version": about["version"],
        "dateModified": about["modified"],
        "inLanguage": about["languages"],
        "hasPart": [{"@id": urn(record)} for record in edition.records],
    }


def thing(edition: Edition, page: BasePage, record: Record) -> Record:
    """Return an event or a programme; its `@id` is made of its identifier and never changes."""
    date = record["date"]
    return {
        "@id": urn(record),
        "@type": edition.dataset.kind,
        "identifier": record["id"],
        "name": values(record["title"]),
        "description": values(record["text"]),
        "url": list(record["url"].values()),
        **page.exact_dates(),
        "dcterms:date": edtf(date["edtf"]),
        "temporalCoverage": values(date["as_written"]),
        "keywords": [each for theme in record.get("themes", []) for each in values(theme["name"])],
        "citation": [source(each) for each in record["sources"]],
        "subjectOf": [{"@id": f"urn:uuid:{key}"} for key in record.get("events", [])],
        "dateModified": record["modified"],
    }


def source(record: Record) -> Record:
    return filled(
        {
            "@type": "CreativeWork",
            "name": values(record["title"]),
            "identifier": record["number"],
            "dcterms:date": edtf(record["date"]["edtf"]),
            "url": record["url"],
        }
    )


def edtf(date: str | None) -> Record | None:
    return date and {"@type": "edtf", "@value": date}


def urn(record: Record) -> str:
    return f"urn:uuid:{record['id']}"


def values(texts: Texts) -> list[Record]:
    """Return a text in all its languages as JSON-LD writes it."""
    return [{"@value": text, "@language": code} for code, text in texts.items()]


def filled(node: Record) -> Record:
    """Return a node without what is empty."""
    return {name: value for name, value in node.items() if value}
