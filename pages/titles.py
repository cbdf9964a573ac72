"""Titles of pages beyond what readers see: by which staff find them, and those of copies."""

from django.conf import settings
from django.utils.translation import gettext, override
from wagtail.models import Revision

from .languages import language_codes


def staff_titles(page) -> str:
    """Return the titles by which staff look for a page: public and drafted, in each language.

    Read from the newest draft with one small query, where there is one.
    """
    names = [f"display_title_{code}" for code in language_codes()]
    titles = [page.title, page.draft_title, *(getattr(page, name) for name in names)]
    if page.has_unpublished_changes:
        draft = Revision.objects.filter(pk=page.latest_revision_id)
        titles += draft.values_list(*(f"content__{name}" for name in names)).first() or ()
    return " ".join(dict.fromkeys(filter(None, titles)))


def name_copy(page) -> None:
    """Give a copy that has another title of its own other titles in other languages, too.

    Wagtail's copying sets the one title that it knows; a copy keeps the `draft_title` of its
    source. A title that no page has was given on purpose.
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
