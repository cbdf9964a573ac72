"""Template tags of the review in Wagtail's comparison of revisions."""

from django import template

from oim_portal.publishing.approval import says_what_was_submitted

from ..changes import changes_for_readers

register = template.Library()


@register.inclusion_tag("review/decide.html", takes_context=True)
def decision(context, instance) -> dict:
    """Offer the decisions that a user may make on a page in review: approve, request changes.

    Only if the comparison shows the revision in review. The changes for readers are shown above:
    the comparison may be of two drafts, and leaves out targets of links.
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
    """Return whether the second revision of a comparison has the text that approving publishes."""
    end = view.revision_id_b
    number = page.latest_revision_id if end == "latest" else end
    revision = page.revisions.filter(pk=number).first() if str(number).isdigit() else None
    return revision is not None and says_what_was_submitted(state, revision)
