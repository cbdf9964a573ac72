"""Which publication came before the one that visitors see, and going back to it."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_noop
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import PageLogEntry, Revision

from pages.models import BasePage

from .digest import digest, digest_of
from .register import carry_over

#: Why a text stands that the portal made of one that was public (`register.carry_over`).
LEFT = gettext_noop("What is left of a version that was public.")


def previous_publication(page: BasePage) -> Revision | None:
    """Return the version that was public before today's; None where there was none.

    One query. After going back, the version that was left is the previous one: going back twice
    changes nothing.
    """
    earlier = publications(page.pk, page.live_revision_id).select_related("revision__user")
    entry = earlier.order_by("-timestamp", "-pk").first()
    return entry and entry.revision


def publications(page, without) -> QuerySet[PageLogEntry]:
    """Return the entries of the history that tell of a page's publications but one version's."""
    told = PageLogEntry.objects.filter(page=page, action="wagtail.publish")
    return told.filter(revision__isnull=False).exclude(revision=without)


def with_previous_publication(pages: QuerySet[BasePage]) -> QuerySet[BasePage]:
    """Return those of `pages` that were public in another version before, the newest first."""
    earlier = publications(OuterRef("pk"), OuterRef("live_revision"))
    return pages.filter(Exists(earlier), live=True, live_revision__isnull=False).order_by(
        "-last_published_at"
    )


def go_back(page: BasePage, revision: Revision, user) -> None:
    """Publish an earlier version's text again. Today's stays in the history.

    It was public before, so it asks for no second reader; without the pictures or themes that are
    gone since, either. Dates of publication stay today's, and the address where another page has
    taken the earlier one. Raises NotRead for a retracted text.
    """
    restored = revision.as_object()
    if not BasePage._slug_is_available(restored.slug, page.get_parent(), page):
        restored.slug = page.slug
    restored.go_live_at, restored.expire_at = None, page.expire_at
    restored.tidy()
    with transaction.atomic():
        was, now = digest(type(restored), revision.content), digest_of(restored)
        carry_over(page, was, now, LEFT)
        newest = restored.save_revision(user=user, previous_revision=revision, log_action=True)
        PublishPageRevisionAction(newest, user=user, previous_revision=revision).execute()
