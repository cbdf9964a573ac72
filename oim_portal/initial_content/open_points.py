"""Open points about the drafts that only the office can complete: accessibility and privacy."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from oim_portal.operations.readiness import OpenPoint, register
from oim_portal.trash.tree import outside_trash
from pages.languages import current_language
from pages.models import ContentPage, HomePage

from .data import read

WHY = {
    "accessibility": gettext_lazy(
        "People with a disability learn there what works for them, and whom to tell what does not."
    ),
    "privacy": gettext_lazy("Visitors learn there what becomes of what they leave behind."),
}
# What a draft says, in each language, where the office has to write.
TO_COMPLETE = {"es": "[La oficina debe completar", "en": "[The office has to complete"}


@register(order=20)
def drafts(user: AbstractUser) -> Iterator[OpenPoint]:
    """Drafts of the first content that are not public, or are public and not complete."""
    home = outside_trash(HomePage.objects.all()).order_by("path").first()
    if home is None:
        return
    known = read("drafts")
    slugs = [draft["slug"] for draft in known.values()]
    pages = ContentPage.objects.descendant_of(home).filter(slug__in=slugs)
    found = {page.slug: page for page in pages.order_by("live").defer_streamfields()}
    unfinished = set(incomplete(pages).values_list("slug", flat=True))
    for key, draft in known.items():
        slug, titles = draft["slug"], draft["title"]
        title = titles.get(current_language(), titles[settings.LANGUAGE_CODE])
        page = found.get(slug)
        if page is None:
            text = _("There is no page “%s”.")
        elif not page.is_published:
            text = _("“%s” is a draft.")
        elif slug in unfinished:
            text = _("“%s” is public and says that the office has to complete it.")
        else:
            continue
        if url := url_of(page, home, user):
            yield OpenPoint(text % title, str(WHY[key]), url)


def url_of(page: ContentPage | None, home: HomePage, user: AbstractUser) -> str:
    """Return the URL of a draft's form, or of the form that adds it; '' without permission."""
    if page is None:
        may_add = home.permissions_for_user(user).can_add_subpage()
        kind = ["pages", "contentpage"]
        return reverse("wagtailadmin_pages:add", args=[*kind, home.pk]) if may_add else ""
    may_edit = page.permissions_for_user(user).can_edit()
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else ""


def incomplete(pages: QuerySet) -> QuerySet:
    """Return the pages that still say what the office has to write."""
    words = Q()
    for language, text in TO_COMPLETE.items():
        pages = pages.annotate(**{f"text_{language}": Cast(f"body_{language}", TextField())})
        words |= Q(**{f"text_{language}__contains": text})
    return pages.filter(words)
