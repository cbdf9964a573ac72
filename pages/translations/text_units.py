"""Text units of an object in one language: its fields, blocks and inline rows.

Columns are read by their full name (`lead_es`): the one without a language follows the language
of the admin. Each text has a key that is stable when it changes or moves: `lead`,
`body:<id of the block>`, `values:<pk of the row>:name`.
"""

import hashlib
import json
import re
from dataclasses import dataclass

from django.db import models
from wagtail.blocks import StreamValue

from oim_portal.web.html_text import text_of_html

from ..languages import has_text, is_copy
from .translated_models import translated_fields, translated_rows

# The editor changes the keys of paragraphs at will; readers never see them.
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
PARAGRAPH_ENDS = re.compile(r"</(?:p|li|h\d|blockquote)>|<br\s*/?>", re.I)


@dataclass(frozen=True)
class Text:
    """A text unit: its key, a digest of its full content, and its words.

    The digest covers content that the words lack: link targets, pictures, the number of columns.
    """

    key: str
    digest: str
    words: str

    def as_json(self) -> dict[str, str]:
        return {"key": self.key, "digest": self.digest, "words": self.words}


def texts_of(instance: models.Model, language: str) -> list[Text]:
    """Return all texts of an object in a language, in form order."""
    return [
        text
        for key, holder, name in fields_of(instance)
        for text in field_texts(key, getattr(holder, f"{name}_{language}"))
    ]


def field_texts(key: str, value) -> list[Text]:
    """Return the texts of a field: one, one for each block of a stream, or none if empty."""
    if isinstance(value, StreamValue):
        return [block_text(f"{key}:{child.id}", child) for child in value]
    if not has_text(value):
        return []
    return [Text(key, digest_of(value), words_of(value))]


def block_text(key: str, child) -> Text:
    words = "\n".join(words_of(part) for part in child.block.get_searchable_content(child.value))
    prepared = child.get_prep_value()
    return Text(key, digest_of([prepared["type"], prepared["value"]]), words)


def digest_of(value) -> str:
    """Return a digest of a text or of the value of a block."""
    content = json.dumps(canonical(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def canonical(value):
    """Return a value without the ids and block keys that the editor changes by itself."""
    if isinstance(value, dict):
        return {name: canonical(part) for name, part in value.items() if name != "id"}
    if isinstance(value, list | tuple):
        return [canonical(part) for part in value]
    return BLOCK_KEY.sub("", value).strip() if isinstance(value, str) else value


def words_of(value: str) -> str:
    """Return a text or rich text as plain words, a line for each paragraph."""
    lines = text_of_html(PARAGRAPH_ENDS.sub("\n", value)).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def digest_of_all(texts: list[Text]) -> str:
    """Return a digest of all texts in order, which changes when a block is moved too."""
    return digest_of([[text.key, text.digest] for text in texts])


def missing_fields(instance: models.Model, source: str, language: str) -> tuple[list[str], int]:
    """Return the keys of fields without a translation, and the number of fields in `source`.

    A field that only repeats the source counts as untranslated. A stream counts as one field: its
    blocks need not be the same in both languages.
    """
    filled = [
        (key, holder, name)
        for key, holder, name in fields_of(instance)
        if has_text(getattr(holder, f"{name}_{source}"))
    ]
    missing = [
        key
        for key, holder, name in filled
        if not has_text(getattr(holder, f"{name}_{language}")) or is_copy(holder, name, language)
    ]
    return missing, len(filled)


def fields_of(instance: models.Model):
    """Yield key, object and name of each translated field of an object and its inline rows."""
    for name in translated_fields(type(instance)):
        yield name, instance, name
    for accessor, row_model in translated_rows(type(instance)).items():
        # By primary key, since the order of rows is the same in all languages.
        for row in sorted(getattr(instance, accessor).all(), key=lambda row: row.pk):
            for name in translated_fields(row_model):
                yield f"{accessor}:{row.pk}:{name}", row, name
