"""Stale forms of pages: detecting them, storing their text as a revision, and choosing one text."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import TemplateView
from wagtail.log_actions import log
from wagtail.models import COMMENTS_RELATION_NAME, PageLogEntry, PageSubscription, Revision

from oim_portal.admin.page_view import PageView
from oim_portal.publishing.digest import content_of, digest
from pages.models import BasePage
from pages.models.saving import KEPT


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


class ConflictView(PageView, TemplateView):
    """Both texts of a page with their authors and times, and a choice of the one to be the draft.

    Both texts stay in the page's history, whatever is chosen, and even if nothing is.
    """

    page_title = gettext_lazy("Two texts of one page")
    header_icon = "warning"
    template_name = "editing/conflict.html"

    def setup(self, request: HttpRequest, page_id: int, revision_id: int) -> None:
        super().setup(request, page_id=page_id, revision_id=revision_id)
        self.entry = get_object_or_404(
            PageLogEntry, page=page_id, revision=revision_id, action=KEPT
        )
        self.kept: Revision = self.entry.revision

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        if request.POST.get("choice") != "mine":
            messages.info(
                request, _("You go on with the newer text. Yours stays in the page's history.")
            )
            return redirect(self.edit_url)
        if self.rights.page_locked():
            messages.error(request, _("The page is locked: your text stays in its history."))
            return redirect(self.edit_url)
        if request.POST.get("latest") != self.latest_mark:
            messages.warning(
                request, _("The page has been saved again meanwhile: compare once more.")
            )
            return redirect(request.path)
        mine = self.kept.as_object()
        mine.save_revision(
            user=request.user, log_action=True, previous_revision=self.kept, clean=False
        )
        messages.success(
            request, _("Your text is the draft now. The other one stays in the page's history.")
        )
        return redirect(self.edit_url)

    def get_context_data(self, **kwargs) -> dict:
        seen = self.page.revisions.filter(pk=self.entry.data.get("loaded")).first()
        theirs = self.latest.as_object()
        return super().get_context_data(
            saves=self.saves_since(seen),
            their_changes=self.differences(seen.as_object(), theirs) if seen else None,
            my_changes=self.differences(theirs, self.kept.as_object()),
            latest_mark=self.latest_mark,
            kept_at=self.entry.timestamp,
            is_locked=self.rights.page_locked(),
            history_url=reverse("wagtailadmin_pages:history", args=[self.page.pk]),
            **kwargs,
        )

    def saves_since(self, seen: Revision | None) -> list[Revision]:
        """Return the revisions saved since by others, or by the user elsewhere, newest first."""
        newer = self.page.revisions.exclude(pk=self.kept.pk).select_related("user")
        if seen is None:
            return [self.latest]
        return list(newer.filter(created_at__gt=seen.created_at).order_by("-created_at")[:10])

    def differences(self, before: BasePage, after: BasePage) -> list:
        """Return Wagtail's comparison of the fields that differ."""
        panel = self.page.get_edit_handler().get_bound_panel(
            instance=self.page, request=self.request, form=None
        )
        compared = (comparison(before, after) for comparison in panel.get_comparison())
        texts = content_of(before), content_of(after)
        return [
            each
            for each in compared
            if each.has_changed() and not is_same(each, type(after), *texts)
        ]

    @cached_property
    def latest(self) -> Revision:
        return self.page.latest_revision

    @property
    def latest_mark(self) -> str:
        """Identifier of the draft shown: an autosave keeps the primary key and renews the time."""
        return f"{self.latest.pk} {self.latest.created_at.isoformat()}"


def is_same(comparison, model: type[BasePage], before: dict, after: dict) -> bool:
    """Return whether a field differs only in paragraph keys, line ends, or kinds of empty value.

    `before` and `after` are the public columns of both revisions (`digest.content_of`).
    """
    name = comparison.field.name
    if name in before:
        return digest(model, {name: before[name]}) == digest(model, {name: after[name]})
    return comparison.is_field and not comparison.val_a and not comparison.val_b
