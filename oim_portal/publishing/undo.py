"""Undoing a publication: find the revision that was public before, and publish it again."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_noop
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import PageLogEntry, Revision

from pages.models import BasePage
from pages.slugs import is_free

from .digest import digest, digest_of
from .one_language import save_draft_again
from .register import carry_over, mark_read, may_be_public
from .renewal import resume

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
