"""A request of changes: a comment on the whole, and comments on marked passages."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict
from wagtail.models import Comment, Revision, TaskState

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
