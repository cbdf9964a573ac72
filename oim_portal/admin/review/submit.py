"""View that submits the newest draft of a page for review, outside the editor."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import WorkflowState

from oim_portal.trash.tree import get_page_or_404


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
