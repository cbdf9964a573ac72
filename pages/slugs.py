"""Slugs of new pages and snippets, in ASCII letters, digits and hyphens, and titles of copies.

'integración' becomes 'integracion': an accent is `%C3%B3` in mails and messages. Existing slugs
with other letters stay unchanged. No page takes the place of an address of the portal: `is_free`.
"""

import re

from django import forms
from django.conf import settings
from django.db import models
from django.urls import Resolver404, resolve
from django.utils.text import slugify
from django.utils.translation import gettext, override
from wagtail.coreutils import find_available_slug

from oim_portal.wagtail_compat.wagtail_private import known_parent

from .languages import language_codes

MAX_LENGTH = 250
PLAIN = re.compile(r"[-a-zA-Z0-9_]+")
FRONT_PAGE_DEPTH = 2


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
    return available_slug(parent, slug, page.pk) if parent else slug


def is_free(slug: str, parent, page=None) -> bool:
    """Say whether a page may have a slug below a parent: no other page and no address has it.

    A page that has stood at an address of the portal may stay there.
    """
    same = parent.get_children().filter(slug=slug)
    if (same.not_page(page) if page else same).exists():
        return False
    if not is_address(slug, parent):
        return True
    stays = same.filter(pk=page.pk, url_path=f"{parent.url_path}{slug}/") if page else same.none()
    return stays.exists()


def is_address(slug: str, parent) -> bool:
    """Say whether a slug is that of an address below a listing, or of a view beside the pages."""
    if parent.depth == FRONT_PAGE_DEPTH:
        try:
            return resolve(f"/{settings.LANGUAGE_CODE}/{slug}/").url_name != "wagtail_serve"
        except Resolver404:  # no slug at all
            return False
    listing = parent.specific_class and parent.specific_class.listing
    return bool(listing) and listing.has_address(slug)


def available_slug(parent, slug: str, own: int | None = None) -> str:
    """Return a slug that is free below a parent, numbered if need be; `own` may have it already."""
    return find_available_slug(parent, f"{slug}-1" if is_address(slug, parent) else slug, own)


def taken(slug: str, parent) -> str:
    """Return the sentence for staff that a slug is not free, with one that is."""
    said = gettext(
        "A page, or an address that the portal makes by itself, has this name there. “%s” is free."
    )
    return said % available_slug(parent, slug)


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


def name_copy(page) -> None:
    """Rename a copy in the other languages too, if its title differs from that of its source.

    Wagtail's copying sets only `title` and leaves the `draft_title` of the source. A title that no
    other page has was set on purpose.
    """
    if not page.draft_title or page.title == page.draft_title:
        return
    others = type(page)._base_manager.exclude(pk=page.pk)
    for code in language_codes():
        name = f"display_title_{code}"
        title = getattr(page, name)
        if code == settings.LANGUAGE_CODE or not title:
            continue
        if not others.filter(**{name: title}).exists():
            continue
        with override(code):
            longest = page._meta.get_field(name).max_length - len(gettext("%s (copy)"))
            setattr(page, name, gettext("%s (copy)") % title[:longest])
