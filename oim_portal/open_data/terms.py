"""JSON-LD properties of dated pages, in the vocabularies of schema.org and Dublin Core."""

from history.models.dated_page import DatedPageMixin
from pages.metadata.structured import filled

from .record_values import Texts
from .schema import Record


def dates(page: DatedPageMixin, record: Record) -> Record:
    """Return the date in EDTF and in the source's words."""
    date = record["date"]
    return {
        "dcterms:date": edtf(latest(date["edtf"]) if date["at_the_latest"] else date["edtf"]),
        "dcterms:temporal": language_values(date["as_written"]),
    }


def history(page: DatedPageMixin, record: Record) -> Record:
    """Return the properties of an event or a programme."""
    return {
        **dates(page, record),
        "keywords": [
            each for theme in record.get("themes", []) for each in language_values(theme["name"])
        ],
        "citation": [source(each) for each in record["sources"]],
        "subjectOf": [{"@id": f"urn:uuid:{key}"} for key in record.get("events", [])],
    }


def source(record: Record) -> Record:
    return filled(
        {
            "@type": "CreativeWork",
            "name": language_values(record["title"]),
            "identifier": record["number"],
            "dcterms:date": edtf(record["date"]["edtf"]),
            "url": record["url"],
        }
    )


def latest(date: str | None) -> str | None:
    """Return the EDTF of 'by' a date, which is that date or an earlier one.

    None for 'by' a period or a set, for which EDTF has no notation.
    """
    if not date or date.startswith(("/", "[..")):  # already open at its beginning
        return date
    return None if set("/[") & set(date) else f"[..{date}]"


def edtf(date: str | None) -> Record | None:
    return {"@type": "edtf", "@value": date} if date else None


def language_values(texts: Texts) -> list[Record]:
    """Return a text in all its languages as values of JSON-LD."""
    return [{"@value": text, "@language": code} for code, text in texts.items()]
