"""What a draft changes for readers, for every screen that shows a text before it is published.

Whoever presses a button below it vouches for what the digest counts. So the digest itself is asked,
field by field, what differs, and whatever differs is shown: in words, else as it is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.forms import Select
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from wagtail.admin.panels import get_edit_handler
from wagtail.models import Revision

from oim_portal.publishing.digest import content_of, digest, public_fields
from oim_portal.publishing.register import authorship, names
from pages.models import BasePage

from .field_lines import FieldLines, stored_lines
from .line_diff import difference


@dataclass(frozen=True)
class Change:
    """A field that differs; `html` holds what is public and what would be.

    Where nothing is public it holds the text as it would be. `words_differ` is false where both say
    the same and only their storage differs.
    """

    name: str
    label: str
    html: SafeString
    words_differ: bool = True


def changes_for_readers(page: BasePage, revision: Revision | None = None) -> dict:
    """Return what `review/changes.html` shows of a page's revision, and the digest of it.

    The newest draft unless another one is named. It is compared with the public page, or with an
    empty one where nothing is public. A screen that includes the template posts `shown`.
    """
    seen_at = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    if revision:
        seen_at = reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision.pk])
    # The first content and imports may have none: what they say is the first version.
    revision = revision or page.get_latest_revision()
    revision = revision or page.save_revision(changed=False, clean=False)
    draft = revision.as_object()
    text = digest(type(draft), revision.content)
    public = type(draft).objects.filter(pk=draft.pk, live=True).first()
    return {
        "shown": text,
        "changed_fields": changed_fields(public, draft, revision.content),
        "has_public_text": public is not None,
        "writers": names(authorship(page, text).writers),
        "draft_url": seen_at,
    }


def changed_fields(
    public: BasePage | None, draft: BasePage, content: Mapping[str, Any]
) -> list[Change]:
    """Return each field that readers see and that differs between a page and a revision's content.

    `draft` is the revision as a page: it is asked for its form, which knows what values are called.
    """
    model = type(draft)
    before = content_of(public) if public else {}
    labels, words = labels_of(model), FieldLines(partial(choices_of, draft))
    found = []
    for name in public_fields(model):
        old, new = before.get(name), content.get(name)
        if digest(model, {name: old}) == digest(model, {name: new}):
            continue
        field = model._meta.get_field(name)
        sides = words.of_field(field, old), words.of_field(field, new)
        differ = sides[0] != sides[1]
        if public is None and sides[1]:
            html = difference(sides[1], sides[1])
        elif differ:
            html = difference(*sides)
        else:
            html = difference(stored_lines(old), stored_lines(new), whole=False)
        found.append(Change(name, labels.get(name, name), html, differ))
    return found


def labels_of(model: type[BasePage]) -> dict[str, str]:
    """Return the labels of a page type's fields, as its form shows them, with their language."""
    languages, found = dict(settings.LANGUAGES), {}
    waiting = [get_edit_handler(model)]
    while waiting:
        panel = waiting.pop(0)
        waiting += getattr(panel, "children", [])
        name = getattr(panel, "relation_name", None) or getattr(panel, "field_name", None)
        if not name:
            continue
        field = model._meta.get_field(name)
        heading = panel.heading or getattr(field, "verbose_name", name)
        # The Spanish title is Wagtail's own field.
        name = f"display_title_{settings.LANGUAGE_CODE}" if name == "title" else name
        language = languages.get(name.rsplit("_", 1)[-1])
        label = capfirst(str(heading))
        found[name] = f"{label} ({language})" if language else label
    return found


def choices_of(draft: BasePage) -> dict[str, dict[str, Any]]:
    """Return what the form of a page calls the values that are chosen from a list."""
    form_class = get_edit_handler(type(draft)).get_form_class()
    form = form_class(instance=draft, parent_page=draft.get_parent())
    return {
        name: dict(field.widget.choices)
        for name, field in form.fields.items()
        if isinstance(field.widget, Select) and not hasattr(field, "queryset")
    }
