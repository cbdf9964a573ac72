"""Undo and renewal: publications that leave what is scheduled, drafted or in review as it is.

Undoing finds the revision that was public before, and publishes it again. A renewal says that a
person has checked the facts of a page, which is no text and needs no reader: it sets the day of the
check and the new end on the public page, in its newest draft, and in what is scheduled or in
review; publishes no unread text, ends no review, and brings back a page that has expired with the
text that was public.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_noop
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.locks import BasicLock
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision, WorkflowState

from pages.models import BasePage, PageReview
from pages.slugs import is_free

from .digest import digest, digest_of
from .one_language import save_draft_again
from .publish import keep_hours
from .register import carry_over, locked_page, mark_read, may_be_public

#: Log action of a renewal.
RENEWED = "publishing.renew"


@transaction.atomic
def renew(renewed: BasePage, user, until: datetime) -> None:
    """Record that a user has checked a page today, and let it be public until a moment.

    The page is of a type with `CheckedMixin`.
    Raises ValidationError for an end that is past or too far, for a page that nobody can see for
    another reason, or that somebody else has locked; NotRead for an expired page whose text was
    retracted.
    """
    page: Any = locked_page(renewed)
    if page.locked and BasicLock(page).for_user(user):
        raise ValidationError(_("Somebody else has locked this page: nothing was changed."))
    if not (page.live or page.is_ended):
        raise ValidationError(_("This page is a draft: publish it."))
    if until <= timezone.now():
        raise ValidationError(_("The end must be in the future."))
    page.checked_on, page.expire_at = timezone.localdate(), until
    page.clean()
    dates = {"checked_on": page.checked_on.isoformat(), "expire_at": until.isoformat()}
    newest = page.get_latest_revision()
    review = page.current_workflow_state
    is_to_come = Q(pk=page.latest_revision_id) | Q(approved_go_live_at__isnull=False)
    if review:
        is_to_come |= Q(pk=review.current_task_state.revision_id)
    for revision in page.revisions.filter(is_to_come):
        revision.content |= dates
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    if newest:
        newest.refresh_from_db()
    if page.live:
        page.save(update_fields=["checked_on", "expire_at"])
    else:
        bring_back(page, newest, user)
        if review:
            resume(review)
    # Purges the pages that show it, too.
    PageReview.record(page, user)
    log(instance=page, action=RENEWED, user=user, data={"until": until.isoformat()})


def bring_back(page: BasePage, newest: Revision | None, user) -> None:
    """Publish the text that was public when the page expired; a draft on top of it stays one."""
    is_draft_on_top = newest and says_more(newest, page)
    page.go_live_at = None
    revision = page.save_revision(user=user, log_action=False)
    # Whoever may edit the page may renew it: its text may be public already.
    action = PublishPageRevisionAction(revision, user=user)
    with keep_hours(page) as dated:
        action.execute(skip_permission_checks=True)
    if is_draft_on_top or dated:
        save_draft_again(page, newest, None)


def resume(review: WorkflowState) -> None:
    """Let a review go on as it was, in progress or returned: the publication has cancelled it.

    `review` is as it was before; that it was cancelled is not true, and leaves the log.
    """
    cancelled = PageLogEntry.objects.filter(action="wagtail.workflow.cancel")
    cancelled.filter(data__workflow__task_state_id=review.current_task_state_id).delete()
    review.current_task_state.save()
    review.save()


def says_more(draft: Revision, page: BasePage) -> bool:
    """Return whether a draft has another text than a page, or another value for staff alone."""
    if digest(type(page), draft.content) != digest_of(page):
        return True
    thing = draft.as_object()
    columns = [type(page)._meta.get_field(name).attname for name in page.internal_fields]
    return any(getattr(thing, name) != getattr(page, name) for name in columns)


#: Recorded reason of a text that the portal derived from a public one (`register.carry_over`).
LEFT = gettext_noop("What is left of a version that was public.")


def previous_publication(page: BasePage) -> Revision | None:
    """Return the revision that was public before the current one, or None. One query.

    None also if no person published the current one, as with the first content. After undoing, the
    revision that was replaced is the previous one: undoing twice changes nothing.
    """
    earlier = publications(page.pk, page.live_revision_id).select_related("revision__user")
    earlier = earlier.filter(Exists(revisions_of_people(page.live_revision_id)))
    entry = earlier.order_by("-timestamp", "-pk").first()
    return entry and entry.revision


def publications(page, without) -> QuerySet[PageLogEntry]:
    """Return the log entries of a page's publications, except those of one revision."""
    told = PageLogEntry.objects.filter(page=page, action="wagtail.publish")
    return told.filter(revision__isnull=False).exclude(revision=without)


def revisions_of_people(revision) -> QuerySet[Revision]:
    """Return the revision if a person made it or had a hand in it, even if deleted since."""
    noted = PageLogEntry.objects.filter(revision=OuterRef("pk"), user__isnull=False)
    return Revision.objects.filter(Q(user__isnull=False) | Q(Exists(noted)), pk=revision)


def with_previous_publication(pages: QuerySet[BasePage]) -> QuerySet[BasePage]:
    """Return the pages that were public in another revision before, latest publication first."""
    earlier = publications(OuterRef("pk"), OuterRef("live_revision"))
    ours = revisions_of_people(OuterRef("live_revision"))
    return pages.filter(Exists(earlier), Exists(ours), live=True).order_by("-last_published_at")


def restored(page: BasePage, revision: Revision) -> BasePage:
    """Return the text of an earlier revision as it would be public now.

    It lacks pictures and themes that have been deleted since. The current publication dates stay,
    and so does the slug if another page has taken the earlier one.
    """
    text = revision.as_object()
    if not is_free(text.slug, page.get_parent(), page):
        text.slug = page.slug
    text.go_live_at = None
    for name in text.kept_on_undo:
        setattr(text, name, getattr(page, name))
    text.tidy()
    return text


def needs_reason(page: BasePage, revision: Revision) -> bool:
    """Return whether the register does not hold an earlier text: it was retracted."""
    texts = digest(type(page), revision.content), digest_of(restored(page, revision))
    return not any(may_be_public(page, text) for text in texts)


@transaction.atomic
def go_back(page: BasePage, revision: Revision, user, reason: str = "") -> None:
    """Publish the text of an earlier revision again. The current one stays in the history.

    It was public before, so it needs no second reader, nor does what is left of it (`restored`). A
    review of the draft goes on, in progress or returned.
    Raises NotRead for a retracted text without a reason.
    """
    review, draft = page.current_workflow_state, page.get_latest_revision()
    text = restored(page, revision)
    was, now = digest(type(text), revision.content), digest_of(text)
    carry_over(page, was, now, LEFT)
    newest = text.save_revision(user=user, previous_revision=revision, log_action=True)
    if reason:
        mark_read(page, digest(type(text), newest.content), user, reason)
    PublishPageRevisionAction(newest, user=user, previous_revision=revision).execute()
    if review:
        save_draft_again(page, draft, None)
        resume(review)
