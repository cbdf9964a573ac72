"""Last step of a workflow. Wagtail imports it before its models: no models at the top."""


def publish_submitted(workflow_state, user=None) -> None:
    """Publish the approved text (`WAGTAIL_FINISH_WORKFLOW_ACTION`).

    Wagtail publishes the newest draft, which may be newer than the approval and unread. It also
    ends a workflow whose last task is disabled: then nothing has been approved, and nothing is
    published.
    """
    from .approval import approved_revision

    state = workflow_state.current_task_state
    if state.status == state.STATUS_APPROVED:
        approved_revision(state).publish(user=user, skip_permission_checks=True)
