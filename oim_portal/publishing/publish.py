"""Publishing a text that has been read, or with a reason: register and page change together."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Revision, TaskState

from pages.models import BasePage

from .approval import says_what_was_submitted
from .digest import digest
from .register import mark_read

# The usual reasons, as they are recorded, by key: the choices of `ReasonForm`. Those with a button
# in the editor (templates/review/reason_buttons.html) are also values of 'action-publish'.
REASONS = {
    "corrects-an-error": gettext_lazy("It corrects an error."),
    "is-urgent": gettext_lazy("It is urgent for people."),
    "headquarters-asked": gettext_lazy("Headquarters asked for it."),
}


@transaction.atomic
def publish_as_read(
    page: BasePage,
    revision: Revision,
    user,
    reason: str = "",
    *,
    correction: bool = False,
    supersedes: bool = False,
) -> bool:
    """Record that a person has read a revision and publish it; return whether that was enough.

    Both or neither: a reason does not serve a later publication. Arguments and errors are those of
    `mark_read`. If the page is in review, the submitted text is approved; so is a revision that
    `supersedes` it, such as the reader's correction.
    """
    text = digest(type(page), revision.content)
    if not mark_read(page, text, user, reason, correction=correction):
        return False
    if not approve(page, revision, user, supersedes=supersedes):
        PublishPageRevisionAction(revision, user=user).execute()
    return True


def approve(page: BasePage, revision: Revision, user, *, supersedes: bool) -> bool:
    """Approve a revision if its page is in review; return whether it was approved."""
    state = page.current_workflow_task_state
    if state is None or not (supersedes or says_what_was_submitted(state, revision)):
        return False
    task, submitted = state.task.specific, state.revision
    if not says_what_was_submitted(state, revision):
        review(state, revision)
    if "approve" not in {name for name, _label, _modal in task.get_actions(page, user)}:
        review(state, submitted)
        return False
    task.is_shown = True
    task.on_action(state, user, "approve")
    return True


@contextmanager
def keep_hours(page: BasePage) -> Iterator[list[Revision]]:
    """Let revisions stay scheduled though their page is published or withdrawn within.

    Wagtail takes the date from all of them. Yields these revisions.
    """
    dated = list(page.revisions.filter(approved_go_live_at__isnull=False))
    yield dated
    Revision.objects.bulk_update(dated, ["approved_go_live_at"])


def review(state: TaskState, revision: Revision) -> None:
    """Make a revision the one that is under review."""
    state.revision = revision
    state.save(update_fields=["revision"])


OTHER = "other"


class ReasonForm(forms.Form):
    """Form for the reason of a publication without a second reader: a usual one, or a sentence."""

    why = forms.ChoiceField(
        choices=[*REASONS.items(), (OTHER, gettext_lazy("Another reason"))],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why can it not wait?"),
        help_text=gettext_lazy("One sentence. It stays in the page's history and is listed."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 1}),
        required=False,
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        usual = str(REASONS.get(cleaned.get("why", ""), ""))
        cleaned["reason"] = " ".join(filter(None, [usual, cleaned.get("reason", "")]))[:300]
        if not cleaned["reason"] and "reason" not in self.errors:
            self.add_error("reason", gettext_lazy("Choose a reason, or write one."))
        return cleaned
