"""The text that an approval publishes: the submitted one, never a newer draft; its comments."""

from django.http import HttpRequest
from django.template.defaultfilters import date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock
from wagtail.log_actions import log
from wagtail.models import AbstractPage, PageLogEntry, Revision, TaskState

from .digest import digest

#: Log action of a comment on an approval whose text is still to be shown.
COMMENTED = "publishing.comment"
#: Set on a page in the editor whose draft differs from the text under review.
SHOWS_NEWER_DRAFT = "shows_newer_draft"


class ReviewLock(WorkflowLock):
    """Lock of a page under review; it says since when, until when, and what its author can do."""

    def get_message(self, user) -> str | None:
        if not self.for_user(user):
            return None
        state = self.object.current_workflow_task_state
        since = date(localtime(state.started_at), "DATETIME_FORMAT")
        told = [
            _("In review since %s: this form is for reading only.") % since,
            _("You can write again once somebody has approved the text or asked for changes."),
        ]
        if state.workflow_state.user_can_cancel(user):
            told.append(_("To write before that, withdraw it from review, in the menu below."))
        return " ".join(told)


def approved_revision(state: TaskState) -> Revision:
    """Return the revision that approving publishes: the newest if its text is the submitted one.

    The newest may hold a publication date that a reviewer has set meanwhile.
    """
    newest = state.revision.content_object.get_latest_revision()
    return newest if says_what_was_submitted(state, newest) else state.revision


def says_what_was_submitted(state: TaskState, revision: Revision) -> bool:
    """Return whether a revision has the text under review, whatever its dates are."""
    return revision.pk == state.revision_id or text_of(revision) == text_of(state.revision)


def text_of(revision: Revision) -> str:
    return digest(revision.content_type.model_class(), revision.content)


def unschedule(page: AbstractPage, state: TaskState, user) -> None:
    """Take the date from the scheduled revisions of the text under review, or of a newer draft."""
    texts = {text_of(state.revision), text_of(page.get_latest_revision())}
    scheduled = page.revisions.filter(approved_go_live_at__isnull=False)
    for revision in [each for each in scheduled if text_of(each) in texts]:
        revision.approved_go_live_at = None
        revision.save(user=user, update_fields=["approved_go_live_at"])


def may_approve(state: TaskState, user) -> bool:
    """Return whether a text under review has readers enough once `user` reads it."""
    from .register import Stale, authorship, unread

    page, text = state.revision.content_object, text_of(state.revision)
    try:
        return not unread(page, text, authorship(page, text).writers, user)
    except Stale:
        return False


def has_written(page: AbstractPage, user) -> bool:
    """Return whether a user has saved a version since the public one, whoever has read it since."""
    own = page.revisions.filter(user=user)
    if page.live_revision:
        own = own.filter(created_at__gt=page.live_revision.created_at)
    return own.exists()


def mark_newer_draft(request: HttpRequest, page: AbstractPage) -> None:
    """Mark a page whose draft in the editor is not the submitted text (hook `before_edit_page`)."""
    state = page.current_workflow_task_state
    if state and not says_what_was_submitted(state, page.latest_revision):
        setattr(page, SHOWS_NEWER_DRAFT, True)


def record_comment(state: TaskState, user, comment: str) -> None:
    """Log the comment of an approval in the page's history, unless it is logged already."""
    if comment and comment != recorded_comment(state, user):
        log(
            instance=state.revision.content_object,
            action=COMMENTED,
            user=user,
            revision=state.revision,
            data={"comment": comment, "task_state": state.pk},
        )


def recorded_comment(state: TaskState, user) -> str:
    """Return a user's last comment on approving a task state; '' without one."""
    found = PageLogEntry.objects.filter(action=COMMENTED, user=user, data__task_state=state.pk)
    last = found.order_by("-timestamp", "-pk").first()
    return last.data["comment"] if last else ""
