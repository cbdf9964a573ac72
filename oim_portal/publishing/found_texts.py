"""Texts of pages that hold some words: which revisions do, and where in each of them.

What is looked through is what `digest` counts as text: a new page type, block or field is found
without a line here. Addresses of pages, keys and choices are no texts.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

from oim_portal.web.block_texts import changed_block
from oim_portal.web.text_columns import ONE_LINE, rules_of
from pages.models import BasePage
from pages.text_replacement import Match, Wanted, replace_in
from pages.translations.text_units import translated_models

from .digest import LANGUAGES, public_fields, row_fields

HTML = (RichTextField, blocks.RichTextBlock)
ADDRESSES = (models.URLField, blocks.URLBlock)
TEXTS = (models.CharField, models.TextField, *ONE_LINE, blocks.TextBlock, blocks.RichTextBlock)
#: Characters of the wanted words by which the database looks for revisions.
MOST_LOOKED_FOR = 24
MOST_THINGS = 30


@dataclass(frozen=True)
class Place:
    """A match in a text: its number in the page, and the field of the page that holds it."""

    number: int
    field: str
    language: str
    match: Match


#: Gets the places of a text one by one; returns whether to replace what is there.
ChoosePlace = Callable[[Place], bool]


def texts_of(model: type[models.Model]) -> list[str]:
    """Return the public columns and inline rows of a page type; the Spanish title is `title`."""
    left_out = {"slug", f"display_title_{settings.LANGUAGE_CODE}"}
    return ["title", *(name for name in public_fields(model) if name not in left_out)]


def replace_in_content(
    model: type[BasePage], content: dict[str, Any], wanted: Wanted, choose: ChoosePlace
) -> dict[str, Any]:
    """Return a revision's content with the chosen places replaced.

    Raises ValidationError for a text that its field or block does not take.
    """
    numbers = iter(range(10**9))

    def rule(field: str, column: str, holder: Any) -> Callable[[str], str]:
        language = settings.LANGUAGE_CODE if column == "title" else column.rsplit("_", 1)[-1]
        language = language if language in LANGUAGES else ""

        def changed(text: str) -> str:
            new = replace_in(
                text,
                wanted,
                lambda match: choose(Place(next(numbers), field, language, match)),
                is_html=isinstance(holder, HTML),
                is_address=isinstance(holder, ADDRESSES),
            )
            if new != text:
                is_field = isinstance(holder, models.Field)
                holder.clean(new, None) if is_field else holder.clean(holder.to_python(new))
            return new

        is_left_out = wanted.language and language and language != wanted.language
        return changed if is_text(holder) and not is_left_out else str

    return changed_content(model, texts_of(model), content, rule)


def changed_content(model, names: Iterable[str], content: dict, rule: Callable, field="") -> dict:
    changed: dict[str, Any] = {}
    for name in names:
        column: Any = model._meta.get_field(name)
        value, within = content.get(name), field or name
        if column.one_to_many:
            rows = column.related_model
            changed[name] = [
                changed_content(rows, row_fields(rows), row, rule, within) for row in value or []
            ]
        elif isinstance(column, StreamField):
            stream = json.loads(value or "[]")
            new = changed_block(stream, column.stream_block, partial(rule, within, name))
            changed[name] = value if new == stream else json.dumps(new)
        elif isinstance(value, str):
            changed[name] = rule(within, name, column)(value)
    return {**content, **changed}


def is_text(holder: Any) -> bool:
    """Return whether a field or block holds words of readers, and no key or choice."""
    is_choice = getattr(holder, "choices", None) or hasattr(holder, "in_words")
    is_key = isinstance(holder, models.SlugField) or getattr(holder, "holds_key", False)
    return isinstance(holder, TEXTS) and not is_choice and not is_key


def places_in(model: type[BasePage], content: dict[str, Any], wanted: Wanted) -> list[Place]:
    found: list[Place] = []
    # `append` returns None: nothing is replaced.
    replace_in_content(model, content, wanted, found.append)  # type: ignore[arg-type]
    return found


def pages_with(pages: QuerySet[BasePage], wanted: Wanted) -> QuerySet[BasePage]:
    """Return those of the pages whose public text or newest draft may hold the words.

    One expression in the database, over revisions as they are stored: it finds all that
    `places_in` finds, and a few more. A page without a revision is among them.
    """
    texts = {
        "newest": Cast("latest_revision__content", models.TextField()),
        "public": Cast("live_revision__content", models.TextField()),
    }
    pattern = pattern_of(wanted)
    holds = Q(newest__iregex=pattern) | Q(has_unpublished_changes=True, public__iregex=pattern)
    return pages.annotate(**texts).filter(holds | Q(latest_revision=None)).order_by("path")


def things_with(wanted: Wanted) -> Iterator[tuple[models.Model, list[Match]]]:
    """Yield settings, snippets, pictures and documents that hold the words: they have no drafts.

    A row within one, such as a social network, counts as the thing itself. One query for each kind.
    """
    whole = [model for model in translated_models() if not issubclass(model, BasePage)]
    rows = [relation.related_model for each in whole for relation in get_all_child_relations(each)]
    for model in [*whole, *rows]:
        rules = rules_of(model)
        names = [name for name in rules if f"{name}_{settings.LANGUAGE_CODE}" not in rules]
        columns = (Cast(name, models.TextField()) for name in names)
        texts = Concat(*columns, Value(""), Value(""), output_field=models.TextField())
        found = model._default_manager.annotate(all_texts=texts)
        for thing in found.filter(all_texts__iregex=pattern_of(wanted))[:MOST_THINGS]:
            matches: list[Match] = []
            for name in names:
                field, value = model._meta.get_field(name), getattr(thing, name)
                if isinstance(value, str) and is_text(field):
                    is_html = isinstance(field, RichTextField)
                    replace_in(value, wanted, matches.append, is_html=is_html)  # type: ignore[arg-type]
            if matches:
                parents = (f.name for f in model._meta.fields if isinstance(f, ParentalKey))
                yield getattr(thing, next(parents, ""), thing), matches


def pattern_of(wanted: Wanted) -> str:
    """Return the regular expression of the words in JSON, HTML and HTML within JSON.

    Between their letters and digits may stand what is none, a tag, or a reference; any character
    that ASCII lacks may be one of them, with its accent.
    """
    signs = wanted.number or [sign for sign in wanted.folded if sign.isalnum()]
    between = r"([^a-z0-9]|<[^>]*>|&#?[a-z0-9]+;|\\u[0-9a-f]{4}|\\[nrt])*"
    other = r"[^\u0001-\u007f]|\\u[0-9a-f]{4}"
    return between.join(
        f"({sign}|{other})" if sign.isascii() else f"({other})" for sign in signs[:MOST_LOOKED_FOR]
    )
