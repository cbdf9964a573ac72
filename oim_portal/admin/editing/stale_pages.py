"""Stale forms of pages: detecting them, and storing their text as a revision."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from wagtail.log_actions import log
from wagtail.models import COMMENTS_RELATION_NAME, PageSubscription, Revision

from pages.models import BasePage
from pages.revisions import KEPT


@dataclass(frozen=True)
class Loaded:
    """The revision that a form was loaded with, from Wagtail's hidden fields."""

    revision_id: str
    created_at: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Loaded | None":
        """Return what a submitted form says; None for none, such as a script's own request."""
        revision_id = request.POST.get("loaded_revision_id", "")
        if not revision_id:
            return None
        return cls(revision_id, request.POST.get("loaded_revision_created_at", ""))

    def is_older_than(self, latest: Revision) -> bool:
        """Return whether somebody saved since. An autosave keeps the key and renews the time."""
        return (self.revision_id, self.created_at) != (
            str(latest.pk),
            latest.created_at.isoformat(),
        )

    def revision(self, page: BasePage) -> Revision | None:
        """Return the revision, unless an autosave has replaced its text since."""
        if not self.revision_id.isdigit():
            return None
        found = page.revisions.filter(pk=self.revision_id).first()
        return found if found and found.created_at.isoformat() == self.created_at else None


def keep(request: HttpRequest, page: BasePage, loaded: Loaded) -> Revision | None:
    """Store a submitted form as a revision of its page that is not the draft, and return it.

    None if the form holds values that no page can have: then nothing is stored.
    """
    seen = loaded.revision(page)
    # Rows of the form belong to the revision its author saw: a colleague may have removed some.
    shown = page.revisions.filter(pk=request.resolver_match.kwargs.get("revision_id")).first()
    instance = (shown or seen or page.latest_revision).as_object()
    subscription, _created = PageSubscription.objects.get_or_create(
        page=page, user=request.user, defaults={"comment_notifications": False}
    )
    form = instance.get_edit_handler().get_form_class()(
        request.POST,
        request.FILES,
        instance=instance,
        subscription=subscription,
        parent_page=page.get_parent(),
        for_user=request.user,
    )
    form.defer_required_fields()
    if not form.is_valid():
        return None
    mine = form.save(commit=False)
    for comment in getattr(mine, COMMENTS_RELATION_NAME).filter(pk__isnull=True):
        comment.save()  # a revision refers to comments by primary key
    kept = Revision.objects.create(
        content_object=mine,
        base_content_type=mine.get_base_content_type(),
        user=request.user,
        content=mine.serializable_data(),
        object_str=str(mine),
        # Wagtail takes the newest for the draft when it publishes; the log has the true time.
        created_at=page.latest_revision.created_at - timedelta(milliseconds=1),
    )
    log(
        instance=page,
        action=KEPT,
        user=request.user,
        revision=kept,
        content_changed=False,
        data={"loaded": seen.pk if seen else None},
    )
    return kept
