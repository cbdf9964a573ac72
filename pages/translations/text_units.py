"""Models with translation states, and the text units of an object: its fields, blocks, inline rows.

Columns are read by their full name (`lead_es`): the one without a language follows the language
of the admin. Each text has a key that is stable when it changes or moves: `lead`,
`body:<id of the block>`, `values:<pk of the row>:name`.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import NotRegistered, translator
from wagtail.blocks import StreamValue

from oim_portal.web.html_text import text_of_html

from ..languages import has_text, is_copy

# In every model the title comes first, and the texts for search engines last.
FIRST = ("display_title",)
LAST = ("seo_title", "search_description")


@cache
def translated_models() -> list[type[models.Model]]:
    """Return the models whose objects have a state: pages, snippets, settings, pictures.

    Inline rows belong to the object with which they are edited. Base classes of other registered
    models, such as `BasePage`, are excluded.
    """
    registered = translator.get_registered_models(abstract=False)
    shared = {base for model in registered for base in model.__mro__[1:]}
    return [
        model
        for model in registered
        if model not in shared
        and translated_fields(model)
        and not is_row(model)
        # Pages in a language of their own are translations of nothing.
        and not getattr(model, "single_language", False)
    ]


def is_row(model: type[models.Model]) -> bool:
    """Return whether a model is that of inline rows."""
    return any(isinstance(field, ParentalKey) for field in model._meta.fields)


def translated_fields(model: type[models.Model]) -> list[str]:
    """Return the names of a model's translated fields, in form order."""
    try:
        known = translator.get_options_for_model(model).get_field_names()
    except NotRegistered:
        return []
    declared = getattr(model, "translated_panels", [])
    others = [field.name for field in model._meta.fields if field.name not in LAST]
    order = dict.fromkeys([*FIRST, *declared, *others, *LAST])
    return [name for name in order if name in known]


def translated_rows(model: type[models.Model]) -> dict[str, type[models.Model]]:
    """Return the inline rows with translated fields: their model by accessor."""
    return {
        relation.get_accessor_name(): relation.related_model
        for relation in get_all_child_relations(model)
        if translated_fields(relation.related_model)
    }


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
