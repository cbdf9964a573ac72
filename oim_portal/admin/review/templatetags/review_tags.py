"""Tags for the admin's templates."""

from django import template

from oim_portal.publishing.approval import says_what_was_submitted

from ..changes import changes_for_readers

register = template.Library()


@register.inclusion_tag("review/decide.html", takes_context=True)
def decision(context, instance) -> dict:
    """Offer what the person may decide of a page that waits for review: approve, ask for changes.

    Only where the comparison shows the version that waits. What approving changes for readers is
    shown above it: the comparison may be one of two drafts, and leaves out targets of links.
    """
    user = context["request"].user
    state = getattr(instance, "current_workflow_task_state", None)
    if state is None or not shows_what_was_submitted(context["view"], instance, state):
        return {"actions": []}
    task = state.task.specific
    names = {name for name, _label, _modal in task.get_actions(instance, user)}
    actions = [name for name in ("approve", "reject") if name in names]
    shown = changes_for_readers(instance, state.revision) if "approve" in actions else {}
    return {
        **shown,
        "page_id": instance.pk,
        "state_id": state.pk,
        "actions": actions,
        "csrf_token": context["csrf_token"],
    }


def shows_what_was_submitted(view, page, state) -> bool:
    """Say whether the second version of a comparison is the text that an approval publishes."""
    end = view.revision_id_b
    number = page.latest_revision_id if end == "latest" else end
    revision = page.revisions.filter(pk=number).first() if str(number).isdigit() else None
    return revision is not None and says_what_was_submitted(state, revision)
