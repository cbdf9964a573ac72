"""Differences between two texts of a snippet or setting, field by field, and their merging."""

from dataclasses import dataclass

from django.db import models
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField
from wagtail.rich_text import get_text_for_indexing

from oim_portal.publishing.digest import plain
from pages.languages import has_text

from .stale_values import form_for

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """A field, or a list of rows, in which two texts differ.

    `choice` is the default: 'theirs' for a field that only one of the two people has changed.
    """

    name: str
    label: str
    theirs: str
    mine: str
    choice: str


def differences(
    current: models.Model, kept: models.Model, loaded: models.Model | None, user
) -> list[Difference]:
    """Return where a stored conflict differs from the current object; `loaded` is their base."""
    form = form_for(current, user=user)
    labels = {name: field.label or name for name, field in form.fields.items()}
    for name in getattr(form, "formsets", {}):
        labels[name] = current._meta.get_field(name).related_model._meta.verbose_name_plural
    return [
        Difference(
            name,
            str(capfirst(label)),
            *shown(current, kept, name),
            THEIRS if loaded is not None and said(kept, name) == said(loaded, name) else MINE,
        )
        for name, label in labels.items()
        if said(current, name) != said(kept, name)
    ]


def merge(current: models.Model, kept: models.Model, names: list[str]) -> None:
    """Copy these fields and rows of a stored conflict to the current object."""
    for name in names:
        value = getattr(kept, name)
        setattr(current, name, list(value.all()) if is_rows(kept, name) else value)


def is_rows(thing: models.Model, name: str) -> bool:
    return thing._meta.get_field(name).one_to_many


def said(thing: models.Model, name: str):
    """Return the value of a field, or of a list of rows, for comparison."""
    if is_rows(thing, name):
        return [
            [said(row, field.name) for field in texts_of(row)] for row in getattr(thing, name).all()
        ]
    field = thing._meta.get_field(name)
    value = plain(field.value_from_object(thing), field) or ""
    if isinstance(field, RichTextField) and not has_text(value):
        return ""
    return " ".join(value.split()) if isinstance(value, str) else value


def texts_of(row: models.Model) -> list[models.Field]:
    """Return the fields of a row that people fill in."""
    return [
        field
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key and not field.is_relation
    ]


def shown(current: models.Model, kept: models.Model, name: str) -> tuple[str, str]:
    """Return both texts of a field as people read them; raw if they would look alike."""
    texts = as_read(current, name), as_read(kept, name)
    return texts if texts[0] != texts[1] else (str(said(current, name)), str(said(kept, name)))


def as_read(thing: models.Model, name: str) -> str:
    """Return the value of a field, or of a list of rows, as people read it."""
    if is_rows(thing, name):
        rows = getattr(thing, name).all()
        return "\n".join(
            ", ".join(filter(None, (as_read(row, field.name) for field in texts_of(row))))
            for row in rows
        )
    field, value = thing._meta.get_field(name), getattr(thing, name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in (None, ""):
        return ""
    if field.choices:
        return str(getattr(thing, f"get_{name}_display")())
    if isinstance(field, RichTextField):
        return get_text_for_indexing(value).strip()
    if isinstance(field, models.DateTimeField):
        return _("%s, Ecuador's time") % localize(localtime(value))
    return str(value)
