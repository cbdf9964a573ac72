"""States of pages before deletion (live, scheduled, live revision), and restoring them."""

from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Revision
from wagtail.signals import page_published, published

from oim_portal.accounts.models import User
from oim_portal.publishing.digest import content_of, digest_of
from oim_portal.publishing.pictures import newly_shown
from oim_portal.publishing.register import may_be_public
from pages.models import BasePage

COLUMNS = ("live", "has_unpublished_changes", "expired", "live_revision_id")


def recorded_states(page: BasePage) -> list[dict[str, Any]]:
    """Return, for a page and each below it, the state that unpublishing changes."""
    subtree = page.get_descendants(inclusive=True).order_by("path")
    states = list(subtree.values("pk", *COLUMNS))
    schedules = Revision.page_revisions.filter(
        object_id__in=[str(state["pk"]) for state in states], approved_go_live_at__isnull=False
    )
    by_page: dict[str, list] = {}
    for pk, object_id, moment in schedules.values_list("pk", "object_id", "approved_go_live_at"):
        by_page.setdefault(object_id, []).append([pk, moment.isoformat()])
    return [state | {"schedules": by_page.get(str(state["pk"]), [])} for state in states]


def end_reviews(page: BasePage, user: User | None) -> None:
    """Cancel the workflows of a page and those below it: pages in the trash are not reviewed."""
    for each in page.get_descendants(inclusive=True).specific():
        if each.workflow_in_progress:
            each.current_workflow_state.cancel(user=user)


def unpublish_subtree(page: BasePage, user: User | None) -> None:
    """Cancel the schedules of a page and those below it, and unpublish them all."""
    subtree = page.get_descendants(inclusive=True).order_by("-path")
    for each in subtree.specific():
        each.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
        # Somebody who may delete the page need not hold the lock of each page below it.
        UnpublishPageAction(each, user=user).execute(skip_permission_checks=True)


def restore_states(states: list[dict[str, Any]]) -> None:
    """Set pages to their recorded states, and send signals for each that is live again.

    A publication whose scheduled time has passed meanwhile stays a draft: it is no longer awaited.
    So does a page whose text was retracted, or is not in the register, or that shows a picture
    without consent.
    """
    pages = BasePage.objects.in_bulk([state["pk"] for state in states])
    for state in states:
        for pk, moment in state["schedules"]:
            when = parse_datetime(moment)
            if when > timezone.now():
                Revision.objects.filter(pk=pk).update(approved_go_live_at=when)
        page = pages.get(state["pk"])
        if page is not None:
            restore_state(page.specific, state)


def restore_state(page: BasePage, state: dict[str, Any]) -> None:
    """Set one page to its recorded state; saving updates the search, the signals all others."""
    for name in COLUMNS:
        setattr(page, name, state[name])
    if not exists(page.live_revision_id):
        page.live_revision = None
    is_read = may_be_public(page, digest_of(page), page.live_revision)
    lacking = newly_shown(type(page), content_of(page)).without_consent()
    if page.live and (not is_read or lacking):
        page.live, page.live_revision, page.has_unpublished_changes = False, None, True
    page.save(update_fields=list(COLUMNS), clean=False)
    if page.live:
        revision = page.live_revision or page.latest_revision
        for signal in (published, page_published):
            signal.send(sender=type(page), instance=page, revision=revision)


def still_unread(states: list[dict[str, Any]]) -> list[BasePage]:
    """Return the pages that were live and are drafts now: somebody has to read them first."""
    were_live = [state["pk"] for state in states if state["live"]]
    return list(BasePage.objects.filter(pk__in=were_live, live=False).order_by("path"))


def exists(revision_id: int | None) -> bool:
    return revision_id is not None and Revision.objects.filter(pk=revision_id).exists()
