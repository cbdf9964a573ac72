"""A request of changes: comments on the whole and on passages, and the notice in the form."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from wagtail.admin import messages
from wagtail.models import AbstractPage, Comment, Revision, TaskState

from oim_portal.publishing.digest import public_fields
from pages.models import BasePage


@dataclass(frozen=True)
class Passage:
    """A comment on a passage, as `review/desk.html` sends it."""

    text: str
    quote: str
    block: str


def passages(data: QueryDict) -> Iterator[Passage]:
    for name in data:
        number = name.removeprefix("passage-")
        if number != name and (text := data[name].strip()):
            yield Passage(text, data.get(f"quote-{number}", ""), data.get(f"block-{number}", ""))


@transaction.atomic
def request_changes(page: BasePage, state: TaskState, user, data: QueryDict) -> bool:
    """Return a page in review to its author; False, with nothing done, without any comment.

    Comments on passages are part of the comment on the whole, which is mailed, and stand in the
    form beside their block.
    """
    found = [*passages(data)]
    lines = [data.get("comment", "").strip()]
    lines += [f"«{each.quote}»: {each.text}" if each.quote else each.text for each in found]
    comment = "\n".join(line for line in lines if line)
    if not comment:
        return False
    for passage in found:
        if path := content_path(state.revision, passage.block):
            Comment.objects.create(
                page=page,
                user=user,
                text=passage.text,
                contentpath=path,
                revision_created=state.revision,
            )
    state.task.specific.on_action(state, user, "reject", comment=comment)
    return True


def content_path(revision: Revision, block: str) -> str:
    """Return the path of a block in a page's form, as Wagtail's comments name it; '' if none."""
    for name in public_fields(revision.content_type.model_class()) if block else ():
        if f'"id": "{block}"' in str(revision.content.get(name)):
            return f"{name}.{block}"
    return ""


def tell_of_return(request: HttpRequest, page: AbstractPage) -> None:
    """Say who returned a page, when, and with which comments (hook `before_edit_page`)."""
    state = returned_state(page)
    if request.method == "GET" and state and request.accepts("text/html"):
        context = {"state": state, "passages": open_passages(page, state)}
        messages.warning(request, render_to_string("review/returned.html", context))


def returned_state(page: AbstractPage) -> TaskState | None:
    """Return the decision by which a page was returned, if it has not been submitted again."""
    state = page.current_workflow_state
    last = state and state.status == state.STATUS_NEEDS_CHANGES and state.current_task_state
    return last if last and last.status == TaskState.STATUS_REJECTED else None


def open_passages(page: AbstractPage, state: TaskState) -> list[tuple[str, Comment]]:
    """Return the reviewer's open comments on passages, each with the key of its block."""
    own = Comment.objects.filter(page=page.pk, user=state.finished_by, resolved_at=None)
    found = own.filter(revision_created=state.revision).order_by("pk")
    return [(comment.contentpath.partition(".")[2], comment) for comment in found]
