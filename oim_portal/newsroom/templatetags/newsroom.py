"""Tags for the admin's templates."""

from django import template

register = template.Library()


@register.inclusion_tag("newsroom/decide.html", takes_context=True)
def decision(context, instance) -> dict:
    """Offer what the person may decide of a page that waits for review: approve, ask for changes.

    Only where the comparison shows the version that waits.
    """
    view, user = context["view"], context["request"].user
    task = getattr(instance, "current_workflow_task", None)
    if task is None or view.revision_id_b not in {"latest", str(instance.latest_revision_id)}:
        return {"actions": []}
    names = {name for name, _label, _modal in task.get_actions(instance, user)}
    state = instance.current_workflow_task_state
    return {
        "page_id": instance.pk,
        "state_id": state.pk,
        "actions": [name for name in ("approve", "reject") if name in names],
        "csrf_token": context["csrf_token"],
    }
