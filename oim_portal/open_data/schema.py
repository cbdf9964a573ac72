"""JSON Schema (draft 2020-12) of a data set, generated from its fields."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import override

from history.models import Source

if TYPE_CHECKING:
    from .dataset import Dataset

Record = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
CODE = "^[a-z]{2,3}$"  # a language code


def described(description: str, schema: Record) -> Record:
    return {"description": description, **schema}


def ref(name: str, description: str = "") -> Record:
    """Return a reference to an entry of `DEFINITIONS`."""
    found = {"$ref": f"#/$defs/{name}"}
    return described(description, {"allOf": [found]}) if description else found


def nullable(kind: str, **more) -> Record:
    return {"type": [kind, "null"], **more}


def object_of(properties: Record, kind: str | list[str] = "object") -> Record:
    """Return the schema of an object with exactly these keys, all of them required."""
    return {
        "type": kind,
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def array_of(items: Record, **more) -> Record:
    return {"type": "array", "items": items, **more}


def by_language(description: str, items: Record, **more) -> Record:
    return {
        "description": description,
        "type": "object",
        **more,
        "propertyNames": {"pattern": CODE},
        "additionalProperties": items,
    }


DEFINITIONS = {
    "texts": by_language(
        "A text by language code; only languages that have it.", {"type": "string", "minLength": 1}
    ),
    "urls": by_language(
        "Full addresses by language code, the translated languages only.",
        {"type": "string", "format": "uri"},
        required=["es"],
    ),
    "title": {"allOf": [ref("texts")], "required": ["es"]},
    "identifier": {
        "description": "Stays the same when title, address or date change.",
        "type": "string",
        "format": "uuid",
    },
    "edtf": {
        "description": "A date in EDTF (ISO 8601-2); null when the source gives none.",
        **nullable("string", minLength=4, pattern=r"^[0-9X~?%./,\[\]-]+$"),
    },
    "day": nullable("string", format="date"),
    "moment": nullable("string", format="date-time"),
    "date": object_of(
        {
            "edtf": ref("edtf"),
            "as_written": ref("texts", "The date word for word as the source writes it."),
            "at_the_latest": described(
                "The source says 'by' this date: it may have been so before.", {"type": "boolean"}
            ),
            "earliest": ref(
                "day",
                "The first day that the date may mean; null when that is open, unknown, approximate"
                " (~), uncertain (?) or both (%), and for a latest date.",
            ),
            "latest": ref(
                "day",
                "The last day that the date may mean; null when that is open, unknown, approximate"
                " (~), uncertain (?) or both (%).",
            ),
        }
    ),
    "source": object_of(
        {
            "kind": {"enum": Source.Kind.values},
            "number": nullable("string", minLength=1),
            "title": ref("title"),
            "date": object_of({"edtf": ref("edtf"), "as_written": ref("texts")}),
            "url": nullable("string", format="uri"),
        }
    ),
    "licence": described(
        "Null: the office has not stated one.",
        object_of(
            {"name": ref("texts"), "url": nullable("string", format="uri")}, ["object", "null"]
        ),
    ),
    "dataset": object_of(
        {
            "title": ref("title"),
            "url": ref("urls"),
            "publisher": ref("title"),
            "licence": ref("licence"),
            "edition": described(
                "What the office calls this state of the data; null when it does not.",
                nullable("string"),
            ),
            "version": {
                "description": "Follows from the records: the same records, the same version.",
                "type": "string",
                "pattern": "^[0-9a-f]{12}$",
            },
            "modified": ref("moment"),
            "languages": array_of({"type": "string", "pattern": CODE}, minItems=1),
        }
    ),
}


def json_schema(dataset: "Dataset") -> Record:
    """Return the schema of the JSON file of a data set."""
    data = dataset.model.data
    with override(None):  # the schema is the same in every language
        title, about = str(dataset.title), str(data.about or data.description)
    order, _columns = dataset.order
    properties = {
        "$schema": {"type": "string", "format": "uri"},
        "dataset": ref("dataset"),
        data.key: described(order, array_of(ref(data.record))),
    }
    head = {"$schema": DRAFT, "title": title, "description": about}
    record = object_of({field.key: field.schema for field in dataset.record_fields})
    return {**head, **object_of(properties), "$defs": DEFINITIONS | {data.record: record}}
