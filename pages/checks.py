"""System checks of the declarations of page types (`pages.contract`)."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField
from django.template import TemplateDoesNotExist
from django.template.loader import select_template
from django.urls import NoReverseMatch, reverse
from wagtail.models import get_page_models

from .contract import listings_of
from .models import BasePage, CheckedMixin

PageType = type[BasePage]


@register()
def page_types_keep_the_contract(app_configs, **kwargs) -> list[Error]:
    """Report missing declarations of each page type that staff may add, with a hint."""
    types = [model for model in get_page_models() if model.is_creatable]
    return [
        Error(f"{model._meta.label} {message}", hint=hint, obj=model, id=f"pages.E{number:03}")
        for model in types
        for number, rule in enumerate(RULES, start=1)
        for message, hint in rule(model)
    ]


Findings = Iterator[tuple[str, str]]


def parents(model: PageType) -> Findings:
    if "parent_page_types" not in vars(model):
        yield "does not say under which pages it may stand.", "Set parent_page_types."


def template(model: PageType) -> Findings:
    names = model.templates()
    try:
        select_template(names)
    except TemplateDoesNotExist:
        yield f"has no template {names[0]}.", "Write it, or give the type a listing."


def search_kind(model: PageType) -> Findings:
    own = model.search_kind
    for other in get_page_models():
        for kind in filter(None, (other.search_kind, other.part_kind)):
            if kind.value == own.value and kind != own:
                yield f"has a kind of search result, {own.value}, that is another's.", "Rename it."
    if own == BasePage.search_kind and (model.data or listings_of(model)):
        what = "told as data" if model.data else "listed and found"
        yield f"is {what} as a mere page.", "Set search_kind."


def listing(model: PageType) -> Findings:
    if not model.listing:
        return
    listed = model.listing.model
    if listed not in model.clean_subpage_models():
        yield f"lists {model.listing.of}, which cannot stand below it.", "Set subpage_types."
    filters = model.listing.filters.values()
    columns = filter(None, (model.listing.archive, model.listing.until))
    for name in (*model.listing.order, *columns, *filters):
        if name.removeprefix("-") != "pk" and not has_field(listed, name.removeprefix("-")):
            yield f"lists by {name}, which is no field of {model.listing.of}.", "Name a field."
        elif name in filters and not is_filter(listed._meta.get_field(name)):
            yield f"filters by {name}, which has no choices.", "Name a column with choices."


def schema(model: PageType) -> Findings:
    for name in model.schema_properties.values():
        if not hasattr(model, name) and not has_field(model, name):
            yield f"names {name} in schema_properties, which it has not.", "Name an attribute."
    if model.schema_properties and not model.schema_type:
        yield "has schema_properties of nothing.", "Set schema_type."


def changes_at(model: PageType) -> Findings:
    for name in model.changes_at:
        if not has_field(model, name) or not isinstance(model._meta.get_field(name), DateTimeField):
            yield f"names {name} in changes_at, which is no time.", "Name a DateTimeField."
    if not set(BasePage.changes_at) <= set(model.changes_at):
        yield "forgets in changes_at that pages expire.", "Begin it with *BasePage.changes_at."
    for field in model._meta.concrete_fields:
        is_own = field.model is not BasePage and isinstance(field, DateTimeField)
        if is_own and field.name not in {*model.changes_at, *model.internal_fields}:
            yield (
                f"has a time, {field.name}, and does not say whether it changes what is public.",
                "Add it to changes_at or to internal_fields.",
            )


def shown_on(model: PageType) -> Findings:
    if not model.shown_on:
        return
    if model.shown_on not in {each._meta.label for each in get_page_models()}:
        yield f"is shown on {model.shown_on}, which is no page type.", "Name one in shown_on."
    for name in ("may_be_in_menus", "is_shown_above", "listing", "data"):
        if getattr(model, name):
            yield f"has no URL of its own, but has {name}.", "Leave it out, or leave out shown_on."
    if listings_of(model):
        yield "has no URL of its own, but is in a listing.", "Leave out shown_on."


def views_of_page(model: PageType) -> Findings:
    for name in model.views_of_page:
        try:
            reverse(name, args=[1])
        except NoReverseMatch:
            yield f"names {name} in views_of_page, which is no URL.", "Name a URL pattern."


def ends(model: PageType) -> Findings:
    if issubclass(model, CheckedMixin) and not {"checked_on", "expire_at"} <= model.internal_fields:
        hint = "Begin internal_fields with CheckedMixin.internal_fields."
        yield "asks for a second reader of a check.", hint
    panels = [getattr(panel, "field_name", "") for panel in model.shared_panels]
    if issubclass(model, CheckedMixin) and "expire_at" not in panels:
        yield "does not ask until when it is valid.", "Add CheckedMixin.checked_panels to its form."


def chapter(model: PageType) -> Findings:
    guide, name = settings.BASE_DIR / "docs" / "editing", f"{model.help_chapter}.md"
    if guide.exists() and not (guide / name).exists():
        yield f"names a chapter {name} that the guide lacks.", f"Write docs/editing/{name}."


def is_filter(field) -> bool:
    """Return whether readers can filter a listing by a field: by choices or by slugs."""
    return bool(field.choices) or (field.is_relation and has_field(field.related_model, "slug"))


#: The position of a rule is the number of its check, which is permanent: append new rules.
RULES: list[Callable[[PageType], Findings]] = [
    parents,
    template,
    search_kind,
    listing,
    schema,
    changes_at,
    shown_on,
    views_of_page,
    ends,
    chapter,
]


def has_field(model: PageType, name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
