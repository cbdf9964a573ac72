"""Notice at the top of the form of a page that a reviewer has returned."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from wagtail.admin import messages
from wagtail.models import AbstractPage, Comment, TaskState


def tell_of_return(request: HttpRequest, page: AbstractPage) -> None:
    """Say who returned a page, when, and with which comments (hook `before_edit_page`)."""
    state = returned_state(page)
    if request.method == "GET" and state and request.accepts("text/html"):
        context = {"state": state, "passages": open_passages(page, state)}
        messages.warning(request, render_to_string("review/returned.html", context))


def returned_state(page: AbstractPage) -> TaskState | None:
    """Return the decision by which a page was returned, if it has not been submitted again."""
    state = page.current_workflow_state
    last = state and state.status == state.STATUS_NEEDS_CHANGES and state.current_task_state
    return last if last and last.status == TaskState.STATUS_REJECTED else None


def open_passages(page: AbstractPage, state: TaskState) -> list[tuple[str, Comment]]:
    """Return the reviewer's open comments on passages, each with the key of its block."""
    own = Comment.objects.filter(page=page.pk, user=state.finished_by, resolved_at=None)
    found = own.filter(revision_created=state.revision).order_by("pk")
    return [(comment.contentpath.partition(".")[2], comment) for comment in found]
