"""Data sets derived from the public form fields of page types that declare no fields of data.

Columns and keys have the names of the model fields, so they stay as long as these do. Columns per
language, dates, times and relations follow from the class of the field; streams are left out.
`manage.py check` reports all other classes of fields.
"""

from django.db.models import Field
from django.utils.text import capfirst
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model

from history.fields import PartialDateField
from history.models import Source
from history.models.dated_page import DatedPageMixin
from oim_portal.publishing.digest import public_fields
from pages.languages import language_codes
from pages.models import BasePage

from . import shared_fields as shared, terms
from .dataset import Dataset
from .fields import DataField, attribute, in_language, is_translated, model_field
from .relations import relation


def derived(model: type[BasePage]) -> Dataset:
    """Return the data set of a page type, derived from its form."""
    names = public_names(model)
    left_out = (
        shared.LEFT_OUT
        | model.data.left_out
        | {name: reason for name in names if (reason := left_out_for(model, name))}
    )
    exported = [each for name in names if name not in left_out for each in fields_of(model, name)]
    return Dataset(
        model=model,
        fields=[
            *(shared.IDENTIFIER, shared.URL, shared.TITLE, *exported),
            *(computed(name, label) for name, label in model.data.computed.items()),
            shared.MODIFIED,
        ],
        left_out=left_out,
        terms=terms.dates if issubclass(model, DatedPageMixin) else Dataset.terms,
    )


def computed(name: str, label: object) -> DataField:
    """Return the field of data for an attribute of the pages that is a text and no column."""
    read = attribute(name, name, label).read
    return DataField(
        name=name,
        label=label,
        read=read,
        key=name,
        value=read,
        schema={"type": "string"},
        read_only=True,
    )


def public_names(model: type[BasePage]) -> list[str]:
    """Return the public fields of a page type without titles and slug, translated ones first."""
    translated = [*model.translated_titles, *model.translated_panels]
    columns = {in_language(name, code) for name in translated for code in language_codes()}
    others = [name for name in public_fields(model) if name not in columns | {"slug"}]
    return [*model.translated_panels, *others]


def left_out_for(model: type[BasePage], name: str) -> str:
    """Return the reason why a field is not exported; '' if it is."""
    field = model._meta.get_field(name)
    if isinstance(field, StreamField):
        return "the page is its form"
    if field.is_relation and field.related_model is get_image_model():
        return "pictures have rights of their own"
    return ""


def fields_of(model: type[BasePage], name: str) -> list[DataField]:
    """Return the fields of data for a model field; none for classes that are not supported."""
    field = model._meta.get_field(name)
    if not isinstance(field, Field):  # inline rows: a reverse relation
        return []
    label = capfirst(field.verbose_name)
    per_language = is_translated(model, name)
    if issubclass(model, DatedPageMixin) and name in (model.words_field, "at_the_latest"):
        return [attribute(name, name, label, per_language=per_language, key="date")]
    if isinstance(field, PartialDateField):
        return [shared.date_field(name, label)] if name == "date" else []
    if isinstance(field, RichTextField):
        return shared.rich_text(name, name, label, name, f"{name}_html") if per_language else []
    try:
        if not field.is_relation:
            return [model_field(model, name, name, per_language=per_language)]
        if name == "sources" and field.related_model is Source:
            return [shared.SOURCES]
        return [relation(model, name, name)]
    except TypeError:
        return []
