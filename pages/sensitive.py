"""Sensitive pages, which endanger some of their readers: they are left at once and leave no trace.

Staff mark a page in its form, and the mark holds for all pages below it. Such a page has a way out
that stays in view (`templates/components/way_out.html`), is in no browser's cache and in no feed,
and tells nothing of itself where it is shared (docs/decisions/0032).
"""

from django.http import HttpRequest

from .models import BasePage
from .site_cache import site_cache


def is_sensitive(request: HttpRequest, page: BasePage | None) -> bool:
    """Return whether a page is sensitive as it is shown: of a draft, its own mark counts too."""
    if page is None:
        return False
    return page.sensitive or site_cache(request).is_sensitive(page.path)
