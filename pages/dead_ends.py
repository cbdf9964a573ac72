"""Conditions on pages that show nothing but their title: staff are told of them.

A list without pages is in no menu. A page without a text is, if staff put it there.

What a page shows follows from its type: the lead text, long texts, streams and translated rows of
its form, and the pages below that it lists. A type without texts, such as a section, is there for
the pages below it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.expressions import RawSQL
from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname
from wagtail.fields import StreamField

from .contract import page_types
from .models import BasePage
from .translations.text_units import translated_rows

PageType = type[BasePage]
Types = dict[Any, ContentType]  # page types with their content types
LEAD = "lead"
SOME_KEYS = (-1,)  # in the place of the keys that are asked about
LEVELS = 2  # a section of sections that list nothing lists nothing either


def pages_that(condition: Callable[[Types], Q], pages: Iterable[BasePage]) -> set[int]:
    """Return the primary keys of those pages that meet a condition of this module, in one query.

    Its statement is compiled once in a process: Django takes longer for that than PostgreSQL for
    the answer, and the first visitor after each change would wait for it.
    """
    by_key = {page.pk: page.content_type_id for page in pages}
    if not by_key:
        return set()
    keys, types = list(by_key), frozenset(by_key.values())
    statement, values = compiled(condition, types)
    if not statement:
        return set()
    now = timezone.now()
    given = [now if isinstance(each, datetime) else each for each in values]
    with connection.cursor() as cursor:
        cursor.execute(statement, [keys if each == list(SOME_KEYS) else each for each in given])
        return {key for (key,) in cursor.fetchall()}


def without_empty_lists(pages: list[BasePage]) -> list[BasePage]:
    empty = pages_that(lists_nothing, pages)
    return [page for page in pages if page.pk not in empty]


@lru_cache(maxsize=32)
def compiled(condition: Callable[[Types], Q], types: frozenset[int]) -> tuple[str, tuple]:
    """Return the SQL of `pages_that` for some content types, and its parameters.

    Empty if no page of these types can meet the condition.
    """
    asked = {model: each for model, each in content_types().items() if each.pk in types}
    among = RawSQL("SELECT unnest(%s::bigint[])", [list(SOME_KEYS)])  # noqa: S611 (no input)
    found = BasePage.objects.filter(condition(asked), pk__in=among).order_by().values_list("pk")
    try:
        return found.query.sql_with_params()
    except EmptyResultSet:
        return "", ()


def lists_nothing(types: Types, levels: int = LEVELS) -> Q:
    """Return the condition that a public page is there for those below it, and lists none."""
    return list_nothing(filter(is_list, types), levels)


def says_nothing(types: Types) -> Q:
    """Return the condition that a public page has neither a text nor pages that it lists."""
    texts = {model: has_text_of(model) for model in types if not is_list(model)}
    texts = {model: has_text for model, has_text in texts.items() if has_text}
    has_own = Q(pk__in=[])
    for model, has_text in texts.items():
        own = model.objects.filter(has_text, pk=OuterRef("pk"))
        has_own |= Q(Exists(own), content_type=types[model])
    leaves = [types[model] for model in texts if not model.clean_subpage_models()]
    parents = [model for model in texts if model.clean_subpage_models()]
    nothing_below = Q(content_type__in=leaves) | list_nothing(parents)
    return lists_nothing(types) | (~has_own & nothing_below)


def list_nothing(models: Iterable[PageType], levels: int = 1) -> Q:
    """Return the condition that a page of one of these types lists no page."""
    found = Q(pk__in=[])
    by_condition: dict[Q, list[ContentType]] = {}
    for model in models:
        by_condition.setdefault(model.listed_below, []).append(content_types()[model])
    for condition, types in by_condition.items():
        below = BasePage.objects.filter(
            condition, path__startswith=OuterRef("path"), depth=OuterRef("depth") + 1
        )
        # The page above is public, so a page below is private by a restriction of its own.
        below = below.published().filter(view_restrictions=None)
        if levels > 1:
            below = below.exclude(lists_nothing(content_types(), levels - 1))
        # Most pages are leaves, which need no subquery.
        found |= Q(Q(numchild=0) | Q(~Exists(below)), content_type__in=types)
    return found


def content_types() -> Types:
    """Return the page types with their content types, without a query after the first time."""
    types = [model for model in page_types() if model is not BasePage]
    return ContentType.objects.get_for_models(*types)


def is_list(model: PageType) -> bool:
    """Return whether pages of a type are there for the pages below them."""
    has_texts = texts_of(model) or translated_rows(model)
    return bool(model.clean_subpage_models()) and not has_texts


def texts_of(model: PageType) -> list[str]:
    """Return the columns of the long texts of a page type in the source language."""
    columns = [column(name) for name in model.translated_panels if name != LEAD]
    kinds_of_text = (TextField, StreamField)
    return [name for name in columns if isinstance(model._meta.get_field(name), kinds_of_text)]


def has_text_of(model: PageType) -> Q:
    """Return the condition that a page has a text or a row with one; empty if its type has none."""
    found, texts, rows = Q(), texts_of(model), translated_rows(model)
    if LEAD in model.translated_panels and (texts or rows):
        texts = [column(LEAD), *texts]
    for name in texts:
        empty = [] if isinstance(model._meta.get_field(name), StreamField) else ""
        found |= Q(**{f"{name}__isnull": False}) & ~Q(**{name: empty})
    for accessor in rows:
        found |= Q(**{f"{accessor}__isnull": False})
    return found


def column(name: str) -> str:
    return build_localized_fieldname(name, settings.LANGUAGE_CODE)
