"""Moving pages to the trash, and restoring them."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.actions.move_page import MovePageAction
from wagtail.log_actions import log
from wagtail.models import Revision

from oim_portal.accounts.models import User
from oim_portal.media.deletion import DeletionRefusedError
from oim_portal.publishing.digest import digest, digest_of
from oim_portal.publishing.register import carry_over
from pages.models import BasePage
from pages.models.publishing_guard import publishing_reason

from . import states, tree
from .log_entries import DELETED, RESTORED, as_one_entry, deleting_user
from .models import Deletion

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
        states=states.recorded_states(page),
    )
    states.end_reviews(page, user)
    with as_one_entry(user):
        states.unpublish_subtree(page, user)
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
        states.restore_states(deletion.states)
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
