"""Texts of an object side by side: Spanish as confirmed, current Spanish, and the translation."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from pages.models import TranslationState
from pages.translations.states import SOURCE
from pages.translations.text_units import Text, texts_of, translated_rows
from pages.translations.word_diff import Part, compare


@dataclass(frozen=True)
class Row:
    """One text of the object; `change` is '' if it is unchanged, or nothing was confirmed.

    Otherwise 'changed', 'added', 'removed', or 'otherwise' for a difference that is not in the
    words, such as the address of a link.
    """

    label: str
    confirmed: list[Part]
    today: list[Part]
    translation: str
    change: str
    is_missing: bool


def rows_of(state: TranslationState, instance: models.Model) -> list[Row]:
    """Return the rows to compare a translation by, with the current texts in their order."""
    today = {text.key: text for text in texts_of(instance, SOURCE)}
    translated = {text.key: text for text in texts_of(instance, state.language)}
    confirmed = {text["key"]: Text(**text) for text in state.confirmed_texts}
    if not state.confirmed_digest:
        confirmed = today
    keys = [*today, *(key for key in confirmed if key not in today)]
    keys += [key for key in translated if key not in keys and is_of_a_stream(key, today)]
    return [
        row(label_of(instance, key), confirmed.get(key), today.get(key), translated.get(key))
        for key in keys
    ]


def is_of_a_stream(key: str, today: dict[str, Text]) -> bool:
    """Return whether a text that only the translation has is a block, which needs no twin."""
    field = key.partition(":")[0]
    return any(other.startswith(f"{field}:") for other in today)


def row(label: str, confirmed: Text | None, today: Text | None, translated: Text | None) -> Row:
    before, after = compare(confirmed.words if confirmed else "", today.words if today else "")
    change = ""
    if confirmed and not today:
        change = "removed"
    elif today and not confirmed:
        change = "added"
    elif today and today.digest != confirmed.digest:
        change = "changed" if today.words != confirmed.words else "otherwise"
    return Row(
        label=label,
        confirmed=before,
        today=after,
        translation=translated.words if translated else "",
        change=change,
        is_missing=bool(today and today.words and not translated),
    )


def label_of(instance: models.Model, key: str) -> str:
    """Return the label of a text: 'Lead text', 'Content: Paragraph', 'Value 2: name'."""
    name, _colon, rest = key.partition(":")
    rows = translated_rows(type(instance))
    if name in rows:
        number, _colon, field = rest.partition(":")
        numbers = [str(row.pk) for row in getattr(instance, name).all()]
        place = numbers.index(number) + 1 if number in numbers else ""
        kind = capfirst(rows[name]._meta.verbose_name)
        return f"{kind} {place}: {rows[name]._meta.get_field(field).verbose_name}"
    label = capfirst(instance._meta.get_field(name).verbose_name)
    if not rest:
        return _("Title") if name == "display_title" else str(label)
    return f"{label}: {block_label(instance, name, rest)}".removesuffix(": ")


def block_label(instance: models.Model, name: str, block_id: str) -> str:
    """Return the label of a block, looked up in every language; '' if it is gone."""
    for code, _language in settings.LANGUAGES:
        for child in getattr(instance, build_localized_fieldname(name, code)):
            if child.id == block_id:
                return str(child.block.label)
    return ""
