"""Models that have translation states, and their translated fields in form order."""

from functools import cache

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import NotRegistered, translator

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
