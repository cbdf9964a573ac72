"""Comments on an approval that has to wait until its text was shown; they stand in the history."""

from wagtail.log_actions import log
from wagtail.models import PageLogEntry, TaskState

ACTION = "publishing.comment"


def record_comment(state: TaskState, user, comment: str) -> None:
    """Keep what somebody wrote with an approval, unless it is kept already."""
    if comment and comment != recorded_comment(state, user):
        log(
            instance=state.revision.content_object,
            action=ACTION,
            user=user,
            revision=state.revision,
            data={"comment": comment, "task_state": state.pk},
        )


def recorded_comment(state: TaskState, user) -> str:
    """Return what somebody wrote last with their approval of a state; '' for nothing."""
    found = PageLogEntry.objects.filter(action=ACTION, user=user, data__task_state=state.pk)
    last = found.order_by("-timestamp", "-pk").first()
    return last.data["comment"] if last else ""
