"""What a draft changes for readers, for every screen that shows a text before it is published."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.panels import get_edit_handler

from pages.models import BasePage

from .digest import digest
from .register import authorship, names


def changes_for_readers(page: BasePage, request: HttpRequest) -> dict:
    """Return what `newsroom/changes.html` shows of a page's newest draft, and the digest of it.

    The draft is compared with the public page, or with an empty one where nothing is public. A
    screen that includes the template posts `shown`.
    """
    # The first content and imports may have none: what they say is the first version.
    revision = page.get_latest_revision() or page.save_revision(changed=False, clean=False)
    draft = revision.as_object()
    text = digest(type(draft), revision.content)
    public = type(draft).objects.filter(pk=draft.pk, live=True).first()
    return {
        "shown": text,
        "comparison": comparison(public or type(draft)(), draft, request),
        "writers": names(authorship(page, text).writers),
        "draft_url": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
    }


def comparison(public: BasePage, draft: BasePage, request: HttpRequest) -> list:
    """Return the fields that differ, as Wagtail's own comparison of versions shows them."""
    panel = get_edit_handler(type(draft)).get_bound_panel(
        instance=draft, request=request, form=None
    )
    fields = [compare(public, draft) for compare in panel.get_comparison()]
    return [field for field in fields if field.has_changed()]
