"""Titles of pages for the admin search, and titles of copies."""

from django.conf import settings
from django.utils.translation import gettext, override
from wagtail.models import Revision

from .languages import language_codes


def staff_titles(page) -> str:
    """Return the titles of a page that the admin search finds: live and draft, in each language.

    Draft titles are read from the latest revision, if there is one, in one small query.
    """
    names = [f"display_title_{code}" for code in language_codes()]
    titles = [page.title, page.draft_title, *(getattr(page, name) for name in names)]
    if page.has_unpublished_changes:
        draft = Revision.objects.filter(pk=page.latest_revision_id)
        titles += draft.values_list(*(f"content__{name}" for name in names)).first() or ()
    return " ".join(dict.fromkeys(filter(None, titles)))


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
