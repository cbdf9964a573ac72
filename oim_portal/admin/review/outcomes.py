"""Submitting for review outside the editor, and messages to reviewers about their decisions."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import AbstractPage, TaskState, WorkflowState

from oim_portal.publishing.approval import approved_revision, says_what_was_submitted
from oim_portal.publishing.register import locked_page
from oim_portal.trash.tree import get_page_or_404
from pages.models import BasePage


@require_POST
@transaction.atomic
def submit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Start the page's workflow, or resume the one in which changes were requested; once."""
    page = locked_page(get_page_or_404(page_id))
    if page.workflow_in_progress:
        messages.info(request, _("The page is in review already: nothing was sent again."))
        return redirect("review_read", page.pk)
    start_review(page, request.user)
    title = page.get_admin_display_title()
    messages.success(request, _("“%s” waits for somebody to read it.") % title)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def start_review(page: BasePage, user) -> None:
    if not page.permissions_for_user(user).can_submit_for_moderation():
        raise PermissionDenied
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        page.get_workflow().start(page, user)


def report_decision(request: HttpRequest, page: AbstractPage, state: TaskState) -> None:
    """Report the outcome of a decision, with a link to the public page; Wagtail shows none."""
    title = page.get_admin_display_title()
    if state.status == TaskState.STATUS_REJECTED:
        messages.success(request, _("Changes were asked for: “%s”.") % title)
    elif state.workflow_state.status == state.workflow_state.STATUS_APPROVED:
        page.refresh_from_db()
        if page.live_revision_id == approved_revision(state).pk:
            text = _("“%s” is approved and public.") % title
            messages.success(request, text, buttons=page_buttons(request, page))
            if page.has_unpublished_changes:
                messages.info(request, _("It has a newer draft, which is not public."))
        else:
            messages.success(request, _("“%s” is approved and waits for its date.") % title)
    else:
        messages.success(request, _("“%s” is approved and goes to the next reader.") % title)


def report_publication(
    request: HttpRequest, page: BasePage, *, with_reason: bool = False, is_left: bool = False
) -> HttpResponse:
    """Report that a page is public, or when it will be, and return the redirect.

    Part of it may be left for review (`is_left`); all of it is if a workflow has further tasks.
    """
    page = type(page).objects.get(pk=page.pk)
    title = page.get_admin_display_title()
    state = page.current_workflow_task_state
    if state and says_what_was_submitted(state, page.get_latest_revision()) and not is_left:
        messages.success(request, _("“%s” is approved and goes to the next reader.") % title)
    elif page.live and not page.approved_schedule:
        text = _("“%s” is public. Your reason is in its history.")
        text = (text if with_reason else _("“%s” is public.")) % title
        messages.success(request, text, buttons=page_buttons(request, page))
    else:
        moment = page.scheduled_revision and page.scheduled_revision.approved_go_live_at
        day = date_format(timezone.localtime(moment or page.go_live_at), "DATETIME_FORMAT")
        messages.success(
            request,
            _("“%(title)s” will be published on %(moment)s, Ecuador's time.")
            % {"title": title, "moment": day},
        )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def report_review_state(request: HttpRequest, page: BasePage) -> None:
    """Report what became of a review after one language was published."""
    if type(page).objects.get(pk=page.pk).workflow_in_progress:
        messages.info(request, _("What is left of the text waits for its reader."))
    else:
        messages.warning(
            request,
            _("The review has ended, since the draft is newer. Submit what is left again."),
        )


def page_buttons(request: HttpRequest, page: AbstractPage) -> list:
    """Return the button that leads to a public page; none where no page shows it."""
    url = page.get_url(request)
    return [messages.button(url, _("See the page"))] if url else []


def reviewed(request: HttpRequest, task_state_id: int) -> HttpResponse:
    """Report the decision just made, then redirect to the dashboard, which lists open reviews."""
    state = get_object_or_404(TaskState, pk=task_state_id, finished_by=request.user)
    report_decision(request, state.revision.content_object, state)
    return redirect("wagtailadmin_home")
