"""Submitting for review outside the editor, and messages to reviewers about their decisions."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import AbstractPage, TaskState, WorkflowState

from oim_portal.publishing.approval import SHOWS_NEWER_DRAFT, approved_revision
from oim_portal.publishing.digest import digest_of
from oim_portal.trash.tree import get_page_or_404

from .reading import page_buttons, what_it_takes


@require_POST
def submit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Start the page's workflow, or resume the one in which changes were requested."""
    page = get_page_or_404(page_id)
    if not page.permissions_for_user(request.user).can_submit_for_moderation():
        raise PermissionDenied
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(request.user)
    else:
        page.get_workflow().start(page, request.user)
    title = page.get_admin_display_title()
    messages.success(request, _("“%s” waits for somebody to read it.") % title)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


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


def reviewed(request: HttpRequest, task_state_id: int) -> HttpResponse:
    """Report the decision just made, then redirect to the dashboard, which lists open reviews."""
    state = get_object_or_404(TaskState, pk=task_state_id, finished_by=request.user)
    report_decision(request, state.revision.content_object, state)
    return redirect("wagtailadmin_home")


def report_editor_decision(request: HttpRequest, page: AbstractPage) -> HttpResponse | None:
    """Report a decision made in the editor (hook `after_edit_page`).

    A reviewer who changed the text while approving it is redirected to the view that takes a
    correction.
    """
    action = request.POST.get("workflow-action-name")
    if not request.POST.get("action-workflow-action") or action not in {"approve", "reject"}:
        return None
    state = TaskState.objects.filter(workflow_state__in=page.workflow_states).latest("pk")
    if state.finished_by_id == request.user.pk:
        report_decision(request, page, state)
    elif action == "approve" and not getattr(page, SHOWS_NEWER_DRAFT, False):
        messages.warning(request, what_is_left(page, request.user))
        return redirect("review_read", page.pk)
    elif action == "approve":
        messages.warning(
            request,
            _(
                "Nothing was approved: the draft changed after it was submitted. Publish it if you "
                "have read it, or approve the text that was submitted from the first screen."
            ),
        )
    return None


def what_is_left(page: AbstractPage, user) -> str:
    """Return what it takes to publish, for a reviewer who changed the text while approving it."""
    draft = page.get_latest_revision_as_object()
    if what_it_takes(page, draft, digest_of(draft), user)["may_correct"]:
        return _("Your changes are saved. Look at them once more and publish them as a correction.")
    return _("Your changes are saved. Somebody else has to approve them, since you wrote them.")
