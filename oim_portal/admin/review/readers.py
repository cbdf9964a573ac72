"""Who has read a text, who has to, and what a form that was sent counts as; bulk publishing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import AbstractPage
from wagtail.permissions import page_permission_policy

from oim_portal.publishing.digest import digest_of
from oim_portal.publishing.publish import REASONS, publish_as_read
from oim_portal.publishing.register import authorship, is_known, mark_read, names, unread
from oim_portal.trash.page_impact import changes_address, impact_of, renamed_path
from pages.models import BasePage

from .outcomes import report_publication


def tell_of_publication(request: HttpRequest, page: AbstractPage) -> None:
    """Say what whoever publishes a page should know (hook `before_publish_page`)."""
    for note in page.notes_on_publication():
        messages.warning(request, note)


def mark_read_from_form(request: HttpRequest, page: AbstractPage) -> HttpResponse | None:
    """Record that the text of a submitted form was read (hook `before_publish_page`).

    The draft has been saved, and the user may publish. None lets the publication go on; an author
    whose text nobody else has read is redirected to the desk, unless the button gives the reason,
    and so is everybody if the page gets another address, which no form says.
    """
    if not getattr(page, "shown_by_form", False):
        return None
    reason = str(REASONS.get(request.POST.get("action-publish"), ""))
    if changes_address(page):
        return redirect("review_read", page.pk)
    if reason and wrote_unread(page, request.user):
        publish_as_read(page, page.latest_revision, request.user, reason)
        return report_publication(request, page, with_reason=True)
    if mark_read(page, digest_of(page), request.user):
        return None
    return redirect("review_read", page.pk)


def wrote_unread(page: BasePage, user) -> bool:
    """Return whether a text needs more than that this user has read it."""
    text = digest_of(page)
    return bool(unread(page, text, authorship(page, text).writers, user))


def what_it_takes(page: BasePage, draft: BasePage, text: str, user) -> dict:
    """Return what publishing a draft needs once this user reads it, and the impact of a new slug.

    `may_read`: the user's reading counts, since not they alone wrote it. `is_enough`: no other
    reader is needed. `may_correct`: only the user's own correction is unread.
    """
    writers = authorship(page, text).writers
    left = unread(page, text, writers, user)
    renamed = renamed_path(page, draft.slug) if changes_address(draft) else ""
    return {
        "writers": names(writers),
        "has_written": user.pk in writers,
        "may_read": writers != {user.pk},
        "is_enough": not left,
        "may_correct": left == {user.pk} != writers,
        "changes": impact_of(page, user, renamed) if renamed else None,
    }


def possible_readers(page: BasePage, text: str, user) -> str:
    """Return the names of those who may approve a text: publishers who did not write in it."""
    publishers = page_permission_policy.users_with_permission_for_instance("publish", page)
    writers = authorship(page, text).writers | {user.pk}
    return names({person.pk for person in publishers.filter(is_active=True)} - writers)


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
