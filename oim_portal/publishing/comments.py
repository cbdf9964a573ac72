"""Comments on an approval whose text is still to be shown, stored in the page's history."""

from wagtail.log_actions import log
from wagtail.models import PageLogEntry, TaskState

ACTION = "publishing.comment"


def record_comment(state: TaskState, user, comment: str) -> None:
    """Log the comment of an approval, unless it is logged already."""
    if comment and comment != recorded_comment(state, user):
        log(
            instance=state.revision.content_object,
            action=ACTION,
            user=user,
            revision=state.revision,
            data={"comment": comment, "task_state": state.pk},
        )


def recorded_comment(state: TaskState, user) -> str:
    """Return a user's last comment on approving a task state; '' without one."""
    found = PageLogEntry.objects.filter(action=ACTION, user=user, data__task_state=state.pk)
    last = found.order_by("-timestamp", "-pk").first()
    return last.data["comment"] if last else ""
