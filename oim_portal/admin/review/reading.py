"""View that shows what a draft changes, and asks for a reading, a correction or a reason."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.models import AbstractPage, Revision

from oim_portal.admin.page_view import PageView
from oim_portal.publishing.approval import says_what_was_submitted
from oim_portal.publishing.digest import digest, digest_of
from oim_portal.publishing.forms import ReasonForm
from oim_portal.publishing.one_language import languages_changed, publish_language
from oim_portal.publishing.publish import REASONS, publish_as_read
from oim_portal.publishing.register import (
    NotRead,
    Stale,
    authorship,
    lines,
    locked_page,
    mark_read,
    unread,
)
from oim_portal.trash.page_impact import changes_address, impact_of, renamed_path
from pages.models import BasePage

from .changes import changes_for_readers


def mark_read_from_form(request: HttpRequest, page: AbstractPage) -> HttpResponse | None:
    """Record that the text of a submitted form was read (hook `before_publish_page`).

    The draft has been saved, and the user may publish. None lets the publication go on; an author
    whose text nobody else has read is redirected to the reading view, unless the button gives the
    reason.
    """
    if not getattr(page, "shown_by_form", False):
        return None
    reason = str(REASONS.get(request.POST.get("action-publish"), ""))
    if reason and wrote_unread(page, request.user) and not changes_address(page):
        publish_as_read(page, page.latest_revision, request.user, reason)
        return report_publication(request, page, with_reason=True)
    if mark_read(page, digest_of(page), request.user):
        return None
    return redirect("review_read", page.pk)


def wrote_unread(page: BasePage, user) -> bool:
    """Return whether a text needs more than that this user has read it."""
    text = digest_of(page)
    return bool(unread(page, text, authorship(page, text).writers, user))


def report_publication(
    request: HttpRequest, page: BasePage, *, with_reason: bool = False, is_left: bool = False
) -> HttpResponse:
    """Report that a page is public, or when it will be, and return the redirect.

    Part of it may be left for review (`is_left`); all of it is if a workflow has further tasks.
    """
    page = type(page).objects.get(pk=page.pk)
    title = page.get_admin_display_title()
    state = page.current_workflow_task_state
    if state and says_what_was_submitted(state, page.get_latest_revision()) and not is_left:
        messages.success(request, _("“%s” is approved and goes to the next reader.") % title)
    elif page.live and not page.approved_schedule:
        text = _("“%s” is public. Your reason is in its history.")
        text = (text if with_reason else _("“%s” is public.")) % title
        messages.success(request, text, buttons=page_buttons(request, page))
    else:
        messages.success(request, _("“%s” will be published on its date.") % title)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def page_buttons(request: HttpRequest, page: AbstractPage) -> list:
    """Return the button that leads to a public page; none where no page shows it."""
    url = page.get_url(request)
    return [messages.button(url, _("See the page"))] if url else []


def what_it_takes(page: BasePage, draft: BasePage, text: str, user) -> dict:
    """Return what publishing a draft needs once this user reads it, and the impact of a new slug.

    `is_enough`: no other reader is needed. `may_correct`: only the user's own correction is unread.
    """
    writers = authorship(page, text).writers
    left = unread(page, text, writers, user)
    renamed = renamed_path(page, draft.slug) if changes_address(draft) else ""
    return {
        "is_enough": not left,
        "may_correct": left == {user.pk} != writers,
        "changes": impact_of(page, user, renamed) if renamed else None,
    }


class ReadingView(PageView, TemplateView):
    """Shows the public changes of a draft, and takes 'Read', a correction or a reason.

    Every user who may edit the page may read it, even without the right to publish. The posted
    `shown` is the digest of the text that was displayed.
    """

    header_icon = "view"
    template_name = "review/read.html"

    def setup(self, request: HttpRequest, page_id: int) -> None:
        super().setup(request, page_id=page_id)
        self.revision = self.page.get_latest_revision()

    def is_allowed(self) -> bool:
        return self.rights.can_edit() and self.revision is not None

    def get_page_title(self) -> str:
        return _("Read before publishing: %s") % self.get_page_subtitle()

    def get_context_data(self, **kwargs) -> dict:
        user, draft = self.request.user, self.revision.as_object()
        text = digest(type(draft), self.revision.content)
        public = type(draft).objects.get(pk=draft.pk)
        is_public = public.live and digest_of(public) == text
        writers = authorship(self.page, text).writers
        languages = languages_changed(public, draft) if public.live else []
        kwargs.setdefault("form", ReasonForm())
        return super().get_context_data(
            draft=draft,
            is_public=is_public,
            lines=lines(self.page).filter(digest=text).select_related("reader").order_by("at"),
            may_read=bool(writers - {user.pk}) or not writers,
            may_publish=self.may_publish and not is_public,
            is_dated=bool(draft.go_live_at and draft.go_live_at > timezone.now()),
            may_submit=self.rights.can_submit_for_moderation() and user.pk in writers,
            one_language=languages[0] if len(languages) > 1 else "",
            **what_it_takes(self.page, draft, text, user),
            **changes_for_readers(self.page),
            **kwargs,
        )

    @transaction.atomic
    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.page = locked_page(self.page)
        self.rights = self.page.permissions_for_user(request.user)
        action = request.POST.get("action", "")
        revision = self.shown_revision(request.POST.get("shown", ""))
        if revision is None:
            messages.error(request, str(Stale(self.page)))
            return redirect("review_read", self.page.pk)
        if action == "read":
            return self.read(revision)
        if not self.may_publish:
            raise PermissionDenied
        form = ReasonForm(request.POST)
        if action.startswith("reason") and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        reason = form.cleaned_data["reason"] if action.startswith("reason") else ""
        return self.publish(revision, reason, action)

    def shown_revision(self, shown: str) -> Revision | None:
        """Return the revision that was displayed: the newest, or the one in review.

        None if somebody has changed the text since.
        """
        state = self.page.current_workflow_task_state
        found = [self.page.get_latest_revision(), state and state.revision]
        return next(
            (each for each in found if each and digest(type(self.page), each.content) == shown),
            None,
        )

    def read(self, revision: Revision) -> HttpResponse:
        user, title = self.request.user, self.get_page_subtitle()
        if mark_read(self.page, digest(type(self.page), revision.content), user):
            messages.success(self.request, _("“%s” has been read and may be published.") % title)
        else:
            messages.success(
                self.request,
                _("Your reading of “%s” is noted. Somebody else has to read your own words.")
                % title,
            )
        return redirect("review_read", self.page.pk)

    def publish(self, revision: Revision, reason: str, action: str) -> HttpResponse:
        user, code = self.request.user, self.request.POST.get("language", "")
        correction, was_in_review = action == "correct", self.page.workflow_in_progress
        try:
            if code:
                done = publish_language(
                    self.page, revision, code, user, reason, correction=correction
                )
            else:
                done = publish_as_read(
                    self.page, revision, user, reason, correction=correction, supersedes=not reason
                )
        except NotRead as error:
            messages.error(self.request, str(error))
            done = None
        if done and code and was_in_review:
            self.report_review_state()
        if done:
            return report_publication(
                self.request, self.page, with_reason=bool(reason), is_left=bool(code)
            )
        if done is False:
            messages.error(self.request, str(NotRead(self.page)))
        return redirect("review_read", self.page.pk)

    def report_review_state(self) -> None:
        """Report what became of a review after one language was published."""
        if type(self.page).objects.get(pk=self.page.pk).workflow_in_progress:
            messages.info(self.request, _("What is left of the text waits for its reader."))
        else:
            messages.warning(
                self.request,
                _("The review has ended, since the draft is newer. Submit what is left again."),
            )
