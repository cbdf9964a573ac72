"""Who wrote what of a page is not public yet: whoever approves it has to be somebody else."""

import json
import re
from typing import Any

from django.conf import settings
from wagtail.models import AbstractPage, Revision

# What Wagtail keeps in a revision beside what people write.
KEPT_BY_WAGTAIL = {
    "alias_of",
    "content_type",
    "depth",
    "draft_title",
    "expire_at",
    "first_published_at",
    "go_live_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "live",
    "live_revision",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
    "owner",
    "path",
    "url_path",
    "wagtail_admin_comments",
}
# Rows stand in a list: their numbers follow from it, and are made when they are first edited.
NUMBERS = {"id", "pk", "sort_order"}
EDITORS_OWN = re.compile(r' data-block-key="[^"]*"')


def writers(page: AbstractPage) -> set[int]:
    """Return the keys of the people who have changed the page since it was last published.

    A revision counts when it says something else than the one before it: pressing 'Publish' saves
    one for whoever presses it. Dates of publication, comments and locks are no text.
    """
    revisions = list(page.revisions.order_by("created_at", "pk"))
    published = Revision.objects.filter(pk=page.live_revision_id).first()
    content = published and published.content
    found = set()
    for revision in revisions:
        if published and revision.created_at <= published.created_at:
            continue
        if content is None or text_of(content) != text_of(revision.content):
            found.add(revision.user_id)
        content = revision.content
    return found - {None}


def wrote(page: AbstractPage, user) -> bool:
    """Say whether somebody has changed what of the page waits for publication."""
    return user.pk in writers(page)


def text_of(content: dict[str, Any]) -> Any:
    """Return what people wrote of a revision's content, to be compared."""
    return plain({name: value for name, value in content.items() if name not in KEPT_BY_WAGTAIL})


def plain(value: Any) -> Any:
    """Return a value without what the editor changes by itself.

    That is numbers of rows and paragraphs, an empty text in the place of none, and columns without
    a language, which hold the text of whatever language the admin is in.
    """
    if isinstance(value, dict):
        kept = {name: part for name, part in value.items() if name not in NUMBERS}
        texts = {name for name in kept if f"{name}_{settings.LANGUAGE_CODE}" in kept}
        return {name: plain(part) for name, part in kept.items() if name not in texts}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, str) and value.startswith("["):  # a stream of blocks
        try:
            return plain(json.loads(value))
        except ValueError:
            return value
    return EDITORS_OWN.sub("", value) if isinstance(value, str) else value or ""
