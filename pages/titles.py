"""Titles of copies of pages in each language."""

from django.conf import settings
from django.utils.translation import gettext, override

from .languages import language_codes


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
