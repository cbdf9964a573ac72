"""Names in addresses: new ones are plain letters, digits and hyphens.

'integración' becomes 'integracion': an accent is `%C3%B3` in mails and messages. Addresses that
have letters of other kinds already stay as they are.
"""

import re

from django import forms
from django.db import models
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug

LONGEST = 250
PLAIN = re.compile(r"[-a-zA-Z0-9_]+")


def plain_slug(text: str) -> str:
    """Return a text as a name in an address; '' where it has no letter that can be written so."""
    return text if PLAIN.fullmatch(text) else slugify(text)


def tidied_slug(page) -> str:
    """Return the slug that a page is to have: an old one as it is, a new one in plain letters.

    One that cannot be written so, or that its title does not give, is the name of its kind.
    """
    stored = type(page)._base_manager.filter(pk=page.pk, slug=page.slug)
    if PLAIN.fullmatch(page.slug or "") or (page.pk and stored.exists()):
        return page.slug
    parent = page.get_parent() if page.path else getattr(page, "_cached_parent_obj", None)
    if not page.slug and not parent:
        return ""  # once it has a place
    # One letter may become several: 'ﬃ'. A number may be added.
    slug = plain_slug(page.slug or page.title)[:LONGEST] or page.search_kind.value
    # Without a place, the form of a new page asks whether it is free.
    return find_available_slug(parent, slug, ignore_page_id=page.pk) if parent else slug


class PlainSlugFormField(forms.SlugField):
    """Takes a name as people write it."""

    def to_python(self, value):
        return plain_slug(super().to_python(value))


class PlainSlugField(models.SlugField):
    """The slug of a snippet, however it is set."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PlainSlugFormField, **kwargs})

    def pre_save(self, instance, add):
        slug = plain_slug(super().pre_save(instance, add))
        setattr(instance, self.attname, slug)
        return slug

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs
