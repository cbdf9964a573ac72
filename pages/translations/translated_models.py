"""Which models have translations of their own, and which of their fields are translated."""

from functools import cache

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import NotRegistered, translator

# Shown in this order whatever their models: the title at the head, search engines at the end.
FIRST = ("display_title",)
LAST = ("seo_title", "search_description")


@cache
def translated_models() -> list[type[models.Model]]:
    """Return the models whose objects have a state: pages, snippets, settings, pictures.

    Rows of a form, such as a page's values, belong to the object that they are edited with; a
    model that others build on, such as the tree's own, is only what those share.
    """
    registered = translator.get_registered_models(abstract=False)
    shared = {base for model in registered for base in model.__mro__[1:]}
    return [
        model
        for model in registered
        if model not in shared and translated_fields(model) and not is_row(model)
    ]


def is_row(model: type[models.Model]) -> bool:
    """Say whether a model's objects are rows of another one's form."""
    return any(isinstance(field, ParentalKey) for field in model._meta.fields)


def translated_fields(model: type[models.Model]) -> list[str]:
    """Return the names of a model's translated fields, in the order in which staff meet them."""
    try:
        known = translator.get_options_for_model(model).get_field_names()
    except NotRegistered:
        return []
    declared = [name for name in getattr(model, "translated_panels", []) if name in known]
    apart = {*declared, *FIRST, *LAST}
    others = [field.name for field in model._meta.fields if field.name in set(known) - apart]
    return [
        *(name for name in FIRST if name in known),
        *declared,
        *others,
        *(name for name in LAST if name in known),
    ]


def translated_rows(model: type[models.Model]) -> dict[str, type[models.Model]]:
    """Return the rows of a model's form that hold translated fields: accessor and model."""
    return {
        relation.get_accessor_name(): relation.related_model
        for relation in get_all_child_relations(model)
        if translated_fields(relation.related_model)
    }
