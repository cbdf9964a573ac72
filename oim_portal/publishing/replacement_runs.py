"""Find and replace in many pages at once: one new draft for each, and the way back.

Nothing is published: drafts are read like any. The drafts of one run have log entries of one UUID,
by which they are submitted together or taken back.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision, WorkflowState

from pages.models import BasePage
from pages.text_replacement import Wanted

from .found_texts import Place, replace_in_content
from .register import locked_page

#: Log actions of a replacement in a page, and of taking it back.
REPLACED, TAKEN_BACK = "publishing.replace", "publishing.take_back"


IN_REVIEW = WorkflowState.STATUS_IN_PROGRESS


class LeftAlone(Exception):  # noqa: N818 (an outcome, not a fault)
    """Raised with the reason for which a page is left as it is."""


def content_of_draft(page: BasePage, draft: Revision | None) -> dict[str, Any]:
    """Return the content in which words are replaced: that of the newest draft."""
    return draft.content if draft else page.specific.serializable_data()


def token_of(content: dict[str, Any]) -> str:
    """Return a token of a content: places have their numbers in this one alone."""
    stored = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(stored.encode()).hexdigest()[:32]


def obstacles(pages: Iterable[BasePage], user) -> dict[int, str]:
    """Return why pages cannot be changed now, by their key. Two queries for all of them."""
    keys = [str(page.pk) for page in pages]
    reviews = WorkflowState.objects.filter(object_id__in=keys, status=IN_REVIEW)
    dated = Revision.page_revisions.filter(object_id__in=keys, approved_go_live_at__isnull=False)
    in_review, scheduled = (
        set(each.values_list("object_id", flat=True)) for each in (reviews, dated)
    )
    found = {}
    for page in pages:
        if str(page.pk) in in_review:
            found[page.pk] = _("It is in review.")
        elif str(page.pk) in scheduled:
            found[page.pk] = _("It is scheduled.")
        elif page.locked and page.locked_by_id != user.pk:
            found[page.pk] = _("Somebody has locked it.")
    return found


@transaction.atomic
def replace_in_page(
    page: BasePage, shown: str, numbers: Collection[int], wanted: Wanted, user, run: UUID
) -> None:
    """Save a draft with the places of these numbers replaced, as its author, and log it.

    The newest draft is the base, so that the words of colleagues stay. Raises LeftAlone if the
    page has changed since it was shown (`token_of`), or does not take the words.
    """
    page = locked_page(page).specific
    refuse(page, user)
    base = page.get_latest_revision()
    if token_of(content_of_draft(page, base)) != shown:
        raise LeftAlone(_("Somebody has changed it meanwhile."))
    base = base or page.save_revision(changed=False, clean=False)
    replaced: list[Place] = []

    def choose(place: Place) -> bool:
        is_chosen = place.number in numbers
        replaced.extend([place] if is_chosen else [])
        return is_chosen

    try:
        content = replace_in_content(type(page), base.content, wanted, choose)
    except ValidationError as error:
        raise LeftAlone(" ".join(error.messages)) from error
    was_draft = page.has_unpublished_changes
    draft = save_draft(page, content, user)
    said = {"text": wanted.text, "replacement": wanted.replacement, "count": len(replaced)}
    said |= {"base": base.pk, "was_draft": was_draft}
    log(instance=page, action=REPLACED, user=user, uuid=run, revision=draft, data=said)


def save_draft(page: BasePage, content: dict[str, Any], user) -> Revision:
    draft = page.with_content_json(content)
    draft.live_revision_id = page.live_revision_id  # the content may be older than this
    return draft.save_revision(user=user, clean=False)


def refuse(page: BasePage, user) -> None:
    if not page.permissions_for_user(user).can_edit():
        raise LeftAlone(_("You may not edit it."))
    if reason := obstacles([page], user).get(page.pk):
        raise LeftAlone(reason)


def entries_of(run: UUID) -> QuerySet[PageLogEntry]:
    """Return the log entries of a run, one for each page that it changed."""
    found = PageLogEntry.objects.filter(uuid=run, action=REPLACED)
    return found.select_related("page", "revision", "user").order_by("page__path")


@transaction.atomic
def take_back(entry: PageLogEntry, user) -> None:
    """Save again the draft that a replacement changed; a review that has begun of it ends.

    Raises LeftAlone if the page has changed since.
    """
    page = locked_page(entry.page).specific
    refuse_newer(page, entry)
    state = page.current_workflow_state
    if state and state.status == IN_REVIEW and state.user_can_cancel(user):
        state.cancel(user=user)
        page = type(page).objects.get(pk=page.pk)
    refuse(page, user)
    base = page.revisions.filter(pk=entry.data["base"]).first()
    if base is None:
        raise LeftAlone(_("The version before it is no longer kept."))
    save_draft(page, base.content, user)
    if not entry.data["was_draft"]:
        BasePage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)
    log(instance=page, action=TAKEN_BACK, user=user, uuid=entry.uuid, data=entry.data)


def refuse_newer(page: BasePage, entry: PageLogEntry) -> None:
    """Raise LeftAlone unless the draft of a replacement is still the newest, and a draft."""
    if page.live_revision_id == entry.revision_id:
        raise LeftAlone(_("It is published already."))
    if page.latest_revision_id != entry.revision_id:
        back = PageLogEntry.objects.filter(page=page.pk, uuid=entry.uuid, action=TAKEN_BACK)
        raise LeftAlone(_("Taken back.") if back.exists() else _("Somebody has changed it since."))
