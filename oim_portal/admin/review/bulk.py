"""Bulk publishing: it shows no text, so each page has to be read before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from oim_portal.publishing.register import is_known
from pages.models import BasePage


def refuse_unread_pages(
    request: HttpRequest, action_type: str, pages, action
) -> HttpResponse | None:
    """List the pages that nobody else has read, and publish none (`before_bulk_action`)."""
    if action_type != "publish" or action.models != [BasePage] or request.method != "POST":
        return None
    chosen = list(pages)
    if action.cleaned_form.cleaned_data["include_descendants"]:
        chosen += [below for page in pages for below in page.get_descendants().not_live()]
    unread = [page for page in chosen if not has_been_read(page)]
    if not unread:
        return None
    titles = ", ".join(page.get_admin_display_title() for page in unread)
    messages.error(
        request, _("Nothing was published: somebody has to read these pages first: %s.") % titles
    )
    return redirect(action.next_url)


def has_been_read(page: BasePage) -> bool:
    """Return whether the newest draft of a page may be public."""
    page = page.specific
    revision = page.get_latest_revision()
    return revision is None or is_known(page, revision)
