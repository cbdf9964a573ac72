"""Slugs of ASCII letters, digits and hyphens for new pages and snippets.

'integración' becomes 'integracion': an accent is `%C3%B3` in mails and messages. Existing slugs
with other letters stay unchanged.
"""

import re

from django import forms
from django.db import models
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug

from oim_portal.wagtail_compat.wagtail_private import known_parent

MAX_LENGTH = 250
PLAIN = re.compile(r"[-a-zA-Z0-9_]+")


def plain_slug(text: str) -> str:
    """Return a text as an ASCII slug; '' when none of its characters can be written so."""
    return text if PLAIN.fullmatch(text) else slugify(text)


def normalized_slug(page) -> str:
    """Return the slug for a page: an existing one unchanged, a new one in ASCII.

    When neither slug nor title gives one, it is the value of the page's `search_kind`.
    """
    stored = type(page)._base_manager.filter(pk=page.pk, slug=page.slug)
    if PLAIN.fullmatch(page.slug or "") or (page.pk and stored.exists()):
        return page.slug
    parent = page.get_parent() if page.path else known_parent(page)
    if not page.slug and not parent:
        return ""  # set once the page has a parent
    # One letter may become several, as in 'ﬃ', and a number may be appended.
    slug = plain_slug(page.slug or page.title)[:MAX_LENGTH] or page.search_kind.value
    # Without a parent, the form of the new page checks that the slug is free.
    return find_available_slug(parent, slug, ignore_page_id=page.pk) if parent else slug


def is_free(slug: str, parent, page=None) -> bool:
    """Say whether no page below a parent has a slug, but for the page that is to have it."""
    others = parent.get_children().filter(slug=slug)
    return not (others.not_page(page) if page else others).exists()


class PlainSlugFormField(forms.SlugField):
    """Form field that turns any text into an ASCII slug."""

    def to_python(self, value):
        return plain_slug(super().to_python(value))


class PlainSlugField(models.SlugField):
    """Slug of a snippet, made ASCII at each save; migrations see a plain SlugField."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PlainSlugFormField, **kwargs})

    def pre_save(self, instance, add):
        slug = plain_slug(super().pre_save(instance, add))
        setattr(instance, self.attname, slug)
        return slug

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs
