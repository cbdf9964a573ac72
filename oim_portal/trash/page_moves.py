"""Moving pages to the trash, and restoring them in the state that they had (live, scheduled)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _, gettext_noop
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.signals import page_published, published

from oim_portal.accounts.models import User
from oim_portal.media.deletion import DeletionRefusedError
from oim_portal.publishing.digest import content_of, digest, digest_of
from oim_portal.publishing.pictures import newly_shown
from oim_portal.publishing.register import carry_over, may_be_public
from pages.models import BasePage
from pages.models.publishing_guard import publishing_reason

from . import tree
from .log_entries import DELETED, RESTORED, as_one_entry, deleting_user
from .models import Deletion

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


RENAMED = gettext_noop("Restored under another address.")


@transaction.atomic
def trash_page(page: BasePage, user: User | None = None) -> Deletion | None:
    """Move a page with all pages below it to the trash, and return its `Deletion`.

    None if it is there already. Permissions are the caller's responsibility; without a user, it is
    the one in Wagtail's log. Unpublishing comes first, while the pages still have their addresses:
    caches and search purge those.
    """
    tree.lock_tree()
    page = BasePage.objects.get(pk=page.pk)
    user = deleting_user(page) if user is None else user
    if tree.is_in_trash(page):
        return None
    if page.is_root():
        raise DeletionRefusedError(_("The root of all pages stays. Nothing was deleted."), {page})
    tree.lock_pages(page)
    deletion = Deletion(
        kind=Deletion.Kind.PAGE,
        title=page.specific.get_admin_display_title()[:255],
        deleted_by=user,
        page=page,
        parent=page.get_parent(),
        next_sibling=page.get_next_sibling(),
        address=tree.address_of(page),
        states=recorded_states(page),
    )
    end_reviews(page, user)
    with as_one_entry(user):
        unpublish_subtree(page, user)
        deletion.container = tree.add_container(deletion.title)
        move(page, deletion.container, "last-child", user)
    deletion.save()
    log(instance=page.specific, action=DELETED, user=user, data={"address": deletion.address})
    return deletion


@transaction.atomic
def restore_page(
    deletion: Deletion, user: User | None, parent: BasePage | None = None, slug: str = ""
) -> BasePage:
    """Restore a page to its former place, or under another parent or slug, as it was.

    Permissions, and whether the place is free, are the caller's responsibility (`restoring.py`).
    Raises Deletion.DoesNotExist if somebody has restored it meanwhile.
    """
    tree.lock_tree()
    deletion = Deletion.objects.get(pk=deletion.pk)
    parent = BasePage.objects.get(pk=parent.pk if parent else deletion.parent_id)
    page = BasePage.objects.get(pk=deletion.page_id)
    if slug and slug != page.slug:
        rename(page, slug)
    sibling = deletion.next_sibling
    with as_one_entry(user):
        if sibling and sibling.get_parent() == parent:
            move(page, sibling, "left", user)
        else:
            move(page, parent, "last-child", user)
        restore_states(deletion.states)
    deletion.delete()
    tree.remove_container(deletion.container_id)
    page = BasePage.objects.get(pk=page.pk).specific
    log(instance=page, action=RESTORED, user=user, data={"address": tree.address_of(page)})
    return page


def move(page: BasePage, target: BasePage, position: str, user: User | None) -> None:
    fresh = BasePage.objects.get(pk=target.pk)
    with tree.moving():
        MovePageAction(page.specific, fresh, pos=position, user=user).execute(
            skip_permission_checks=True
        )


def rename(page: BasePage, slug: str) -> None:
    """Give a page another slug, in its columns and in each revision that has the current one.

    A revision that was scheduled or public returns with it, by schedule or by undoing, and no
    person has written anything: revisions keep their authors, and texts that were read stay read.
    """
    of_type = page.specific
    renamed = {}
    for revision in page.revisions.filter(content__slug=page.slug):
        before = digest(type(of_type), revision.content)
        revision.content["slug"] = slug
        renamed[before] = digest(type(of_type), revision.content)
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    before = digest_of(of_type)  # a page without versions is its own draft
    with publishing_reason(RENAMED):
        BasePage.objects.filter(pk=page.pk).update(slug=slug)
    page.slug = slug
    renamed[before] = digest_of(BasePage.objects.get(pk=page.pk).specific)
    for old, new in renamed.items():
        carry_over(page, old, new, RENAMED)
