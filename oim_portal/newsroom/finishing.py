"""The end of a workflow. Wagtail imports this before its models, so it imports none at the top."""


def publish_submitted(workflow_state, user=None) -> None:
    """Publish the text that was approved (`WAGTAIL_FINISH_WORKFLOW_ACTION`).

    Wagtail publishes the newest draft, which may have come after it and which nobody has read.
    """
    from .approval import approved_revision

    approved_revision(workflow_state.current_task_state).publish(user=user)
