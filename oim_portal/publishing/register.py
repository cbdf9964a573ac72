"""The register of read texts: who has read which text of a page, or the reason given instead.

A text may be public once each person who wrote in it has a reader other than themselves, or a
reason is given. Whether an entry suffices is decided once, when it is written: people leave the
office, and revisions lose their author.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

from oim_portal.accounts.models import User
from pages.models import BasePage
from pages.models.publishing_guard import NotRead
from pages.models.saving import KEPT

from .digest import digest, digest_of, other_values
from .models import ReadText

Kind = ReadText.Kind
#: Log actions of the entries that a person makes, by kind.
ACTIONS = {
    Kind.READ: "publishing.read",
    Kind.CORRECTION: "publishing.correct",
    Kind.URGENT: "publishing.publish_urgently",
}


#: Log action of a retraction.
REVOKED = "publishing.retract"


class Stale(NotRead):
    """The text that was shown is no longer a text of this page."""

    def __init__(self, page: BasePage) -> None:
        super().__init__(page, _("The text has changed since it was shown. Look again."))


def lock(page: Model) -> None:
    """Lock a page against saving, reading and publishing until the transaction ends.

    The lock is on the row of `BasePage`: locking a page type's row would leave that one free.
    """
    list(BasePage._base_manager.select_for_update().filter(pk=page.pk).values_list("pk"))


def locked_page(page: BasePage) -> BasePage:
    """Lock a page and return it as it is then: it may have changed while this waited."""
    lock(page)
    return type(page)._base_manager.get(pk=page.pk)


def lines(page: BasePage) -> QuerySet[ReadText]:
    """Return the entries of a page that have not been revoked."""
    return ReadText.objects.filter(page=page.pk, revoked_at=None)


def may_be_public(page: BasePage, text: str, revision: Revision | None = None) -> bool:
    """Return whether a text may be public: itself, or as the remainder of a revision that may.

    A picture or theme that the revision names may have been deleted since, and an address in it may
    have become a link to a page: such a change has no author.
    """
    sufficing = lines(page).filter(suffices=True)
    if sufficing.filter(digest=text).exists():
        return True
    if revision is None:
        return False
    left = revision.as_object()
    left.tidy()
    return (
        digest_of(left) == text
        and sufficing.filter(digest=digest(type(page), revision.content)).exists()
    )


def is_known(page: BasePage, revision: Revision) -> bool:
    """Return whether a revision may be public with what is published with its text.

    A reading counts for the values that its reader was shown: not for another end, set since. Where
    that revision has been deleted, it counts.
    """
    text, values = digest(type(page), revision.content), other_values(revision)
    read = lines(page).filter(digest=text, suffices=True).select_related("revision")
    return any(not line.revision or other_values(line.revision) == values for line in read)


@dataclass(frozen=True)
class Authorship:
    """Writers of a text since the page's last read text, and the newest revision that has it."""

    writers: frozenset[int]
    revision: Revision


def authorship(page: BasePage, text: str) -> Authorship:
    """Return the writers of a text: authors of changes between a read text and its first revision.

    A detour that ends with the same words has no writer, and bringing back an older revision leaves
    it to those who wrote it. Raises Stale if no revision since the public one has the text.
    """
    model = type(page)
    row = model._base_manager.get(pk=page.pk)
    versions = list(versions_of(page))
    digests = [digest(model, version.content) for version in versions]
    public = [n for n, version in enumerate(versions) if version.pk == row.live_revision_id]
    since = public[0] if public else 0
    if text not in digests[since:]:
        raise Stale(page)
    known = set(lines(page).filter(suffices=True).values_list("digest", flat=True))
    if row.live:
        known.add(digest_of(row))
    found, place = set(), digests.index(text)
    while place >= 0 and digests[place] not in known:
        if place == 0 or digests[place - 1] != digests[place]:
            found.add(versions[place].user_id)
        place -= 1
    newest = max(n for n, each in enumerate(digests) if each == text)
    return Authorship(frozenset(found - {None}), versions[newest])


def versions_of(page: BasePage) -> QuerySet[Revision]:
    """Return a page's revisions, oldest first, without those kept after an edit conflict."""
    kept = PageLogEntry.objects.filter(page=page.pk, action=KEPT, revision__isnull=False)
    kept = kept.exclude(revision=page.latest_revision_id)
    return page.revisions.exclude(pk__in=kept.values("revision")).order_by("created_at", "pk")


def unread(page: BasePage, text: str, writers: frozenset[int], reader=None) -> set[int]:
    """Return the writers whose text has no other reader, once `reader` has read it too."""
    readers = {*lines(page).filter(digest=text).values_list("reader", flat=True)}
    readers |= {reader and reader.pk}
    return {writer for writer in writers if not readers - {writer, None}}


@transaction.atomic
def mark_read(
    page: BasePage, text: str, reader, reason: str = "", *, correction: bool = False
) -> bool:
    """Record that a person has seen a whole text; return whether it may be public now.

    `text` is the digest of the text shown. A reason replaces a second reader; `correction` replaces
    one for the reader's own changes, if they have read all others. Raises Stale if the text is no
    longer the page's, PermissionDenied for a reason or a correction by a user without the right to
    publish.
    """
    lock(page)
    if (reason or correction) and not page.permissions_for_user(reader).can_publish():
        raise PermissionDenied
    written = authorship(page, text)
    left = unread(page, text, written.writers, reader)
    kind = Kind.READ
    if left and correction and left == {reader.pk} != written.writers:
        left, kind = set(), Kind.CORRECTION
    elif left and reason:
        left, kind = set(), Kind.URGENT
    said = {"written_by": names(written.writers)}
    if reason and kind != Kind.CORRECTION:
        said["reason"] = reason  # even of a reader who needs none: it was asked for
    ReadText.objects.create(
        page_id=page.pk,
        digest=text,
        revision=written.revision,
        reader=reader,
        kind=kind,
        suffices=not left,
        **said,
    )
    log(instance=page, action=ACTIONS[kind], user=reader, revision=written.revision, data=said)
    return not left


def names(people: Collection[int]) -> str:
    """Return people's names in order, as they are now: accounts may be deleted later."""
    found = [str(person) for person in User.objects.filter(pk__in=people)]
    return ", ".join(sorted(found))[:300]


def register_for_system(
    page: BasePage,
    text: str,
    reason: str,
    revision: Revision | None = None,
    kind: ReadText.Kind = Kind.SYSTEM,
) -> None:
    """Record a text that a job of the portal publishes, or that was public before the register."""
    ReadText.objects.create(
        page_id=page.pk, digest=text, revision=revision, kind=kind, reason=reason, suffices=True
    )


def carry_over(
    page: BasePage, old: str, new: str, reason: str, kind: ReadText.Kind = Kind.SYSTEM
) -> None:
    """Let a text be public that the portal itself, not a person, derived from one that may be."""
    if old != new and lines(page).filter(digest=old, suffices=True).exists():
        register_for_system(page, new, reason, kind=kind)


def revoke(page: BasePage, user=None) -> None:
    """Require that every text of an unpublished page is read again before it is public.

    Not only the newest one: undoing would bring back the one before, with the same error.
    """
    lines(page).update(revoked_at=timezone.now())
    log(instance=page, action=REVOKED, user=user)
