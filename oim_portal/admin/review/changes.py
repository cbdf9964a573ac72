"""Differences between a draft and the public page, for every view that publishes a shown text.

The person who clicks a button below vouches for all that the digest covers, and for what is public
with it. So each of these fields is asked whether it differs, and every difference is shown: in
words, otherwise as it is stored.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.forms import Select
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from wagtail.admin.panels import get_edit_handler

from oim_portal.publishing.digest import comparable, content_of, other_fields, public_fields
from pages.languages import language_names
from pages.models import BasePage
from pages.panels import named_panels

from .field_lines import FieldLines, stored_lines
from .line_diff import difference


@dataclass(frozen=True)
class Change:
    """A field that differs; `html` is the difference between public text and draft.

    If nothing is public it is the text of the draft. `words_differ` is false if both read the same
    and only their storage differs.
    """

    name: str
    label: str
    html: SafeString
    words_differ: bool = True


def changed_fields(
    public: BasePage | None,
    draft: BasePage,
    content: Mapping[str, Any],
    without: Collection[str] = (),
) -> list[Change]:
    """Return each field of the form that differs between a page and a revision's content.

    `draft` is the revision as a page: its form has the labels of choices, and it no longer names a
    person whose account was deleted. Fields named in `without` are left out.
    """
    model = type(draft)
    others = other_fields(model)
    before = content_of(public, others) if public else {}
    said = content_of(draft, others)
    after = {**content, **{name: said[name] for name in others}}
    labels, words = labels_of(model), FieldLines(partial(choices_of, draft))
    found = []
    for name in (*public_fields(model), *others):
        field, was, will = model._meta.get_field(name), before.get(name), after.get(name)
        if name in without or comparable(field, was) == comparable(field, will):
            continue
        sides = words.of_field(field, was), words.of_field(field, will)
        differ = sides[0] != sides[1]
        if public is None and sides[1]:
            html = difference(sides[1], sides[1])
        elif differ:
            html = difference(*sides)
        else:
            html = difference(stored_lines(was), stored_lines(will), whole=False)
        found.append(Change(name, labels.get(name, name), html, differ))
    return found


def labels_of(model: type[BasePage]) -> dict[str, str]:
    """Return the labels of a page type's fields, as its form shows them, with their language."""
    languages: dict = {} if model.single_language else language_names()
    found: dict[str, str] = {}
    for name, panel in named_panels([get_edit_handler(model)]):
        field = model._meta.get_field(name)
        heading = panel.heading or getattr(field, "verbose_name", name)
        # The Spanish title is Wagtail's field.
        name = f"display_title_{settings.LANGUAGE_CODE}" if name == "title" else name
        language = languages.get(name.rsplit("_", 1)[-1])
        label = capfirst(str(heading))
        found[name] = f"{label} ({language})" if language else label
    return found


def choices_of(draft: BasePage) -> dict[str, dict[str, Any]]:
    """Return the labels of a page form's choices, by field and value."""
    form_class = get_edit_handler(type(draft)).get_form_class()
    form = form_class(instance=draft, parent_page=draft.get_parent())
    return {
        name: dict(field.widget.choices)
        for name, field in form.fields.items()
        if isinstance(field.widget, Select) and not hasattr(field, "queryset")
    }
