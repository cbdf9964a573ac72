"""Fields for relations with pages and snippets; only public objects are exported."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Field, Model
from django.http import HttpRequest
from django.utils.text import capfirst
from wagtail.models import DraftStateMixin

from pages.models import BasePage
from pages.unusable import usable

from .fields import DataField, is_translated
from .record_values import LIST_SEPARATOR, texts_of, urls_of
from .schema import Record, array_of, object_of, ref

if TYPE_CHECKING:
    from .dataset import Serializer

Related = dict[int, list[Model]]


def related_objects(pages: Iterable[BasePage], field: Field) -> Related:
    """Return the related objects of each page, by its primary key, in one query for all pages.

    They are in the order of the other model. Related pages are included if they are public.
    """
    keys = {page.pk: keys_of(page, field) for page in pages}
    model: Any = field.related_model
    found = model._default_manager.filter(pk__in=set().union(*keys.values()))
    found = found if found.ordered else found.order_by("pk")
    if issubclass(model, BasePage):
        found = usable(found.published().public())
    elif issubclass(model, DraftStateMixin):
        found = found.filter(live=True)
    things = {thing.pk: thing for thing in found}
    place = {pk: number for number, pk in enumerate(things)}
    return {
        pk: [things[each] for each in sorted(place.keys() & others, key=place.get)]
        for pk, others in keys.items()
    }


def keys_of(page: BasePage, field: Field) -> set[int]:
    if field.many_to_many:
        return {each.pk for each in getattr(page, field.name).all()}
    return {getattr(page, field.attname)} - {None}


def relation(model: type[BasePage], of: str, name: str, label: object = None) -> DataField:
    """Return the field of a relation: titles in tables; in records identifiers and URLs too.

    Raise TypeError if the other model has no translated title or name.
    """
    field: Any = model._meta.get_field(of)
    title = title_of(field.related_model)
    is_many = field.many_to_many

    def read(page: BasePage, serializer: "Serializer", code: str) -> str:
        titles = [texts_of(each, title).get(code) for each in serializer.related(of)[page.pk]]
        return LIST_SEPARATOR.join(filter(None, titles))

    def value(page: BasePage, serializer: "Serializer") -> list[Record] | Record | None:
        found = serializer.related(of)[page.pk]
        records = [record(each, title, serializer.request) for each in found]
        return records if is_many else next(iter(records), None)

    properties = schema_of(field.related_model, title)
    return DataField(
        of=(of,),
        name=name,
        label=label or capfirst(field.verbose_name),
        per_language=True,
        read=read,
        key=of,
        value=value,
        schema=array_of(object_of(properties))
        if is_many
        else object_of(properties, ["object", "null"]),
    )


def title_of(model: type[Model]) -> str:
    """Return the translated field that names a page or snippet, or raise TypeError."""
    for name in ("display_title", "title", "name"):
        if is_translated(model, name):
            return name
    raise TypeError(f"{model._meta.label} has no title in each language.")


def record(thing: Model, title: str, request: HttpRequest) -> Record:
    """Return the record of a related object."""
    if isinstance(thing, BasePage):
        return {
            "id": str(thing.translation_key),
            "title": texts_of(thing, title),
            "url": urls_of(thing, request),
        }
    slug = {"slug": thing.slug} if has_slug(type(thing)) else {}
    return {**slug, title: texts_of(thing, title)}


def schema_of(model: type[Model], title: str) -> Record:
    if issubclass(model, BasePage):
        return {"id": ref("identifier"), "title": ref("title"), "url": ref("urls")}
    slug = {"slug": {"type": "string"}} if has_slug(model) else {}
    return {**slug, title: ref("texts")}


def has_slug(model: type[Model]) -> bool:
    return any(field.name == "slug" for field in model._meta.concrete_fields)
