"""The end of a workflow. Wagtail imports this before its models, so it imports none at the top."""


def publish_submitted(workflow_state, user=None) -> None:
    """Publish the text that was approved (`WAGTAIL_FINISH_WORKFLOW_ACTION`).

    Wagtail publishes the newest draft, which may have come after it and which nobody has read. It
    also ends a workflow whose last task is disabled: then nobody has approved anything.
    """
    from .approval import approved_revision

    state = workflow_state.current_task_state
    if state.status == state.STATUS_APPROVED:
        approved_revision(state).publish(user=user)
