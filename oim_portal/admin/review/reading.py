"""The desk's first question: may this text be public? Reading, correction, reason, or changes."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Revision

from oim_portal.publishing.approval import says_what_was_submitted
from oim_portal.publishing.one_language import languages_changed, publish_language
from oim_portal.publishing.publish import ReasonForm, publish_as_read
from oim_portal.publishing.register import NotRead, lines, locked_page, mark_read

from .changes import changed_fields
from .draft_view import DraftView
from .outcomes import report_publication, report_review_state
from .passages import request_changes, returned_state
from .readers import possible_readers, what_it_takes
from .sheets import NOTHING, PUBLIC


class ReadingView(DraftView):
    """Shows what a draft changes, and takes 'read', a correction, a reason or a request of changes.

    Every user who may edit the page may read it, even without the right to publish.
    """

    decision_template = "review/decide_reading.html"
    #: The language that is published alone; '' for all.
    code = ""

    def get_page_title(self) -> str:
        if self.may_reject and self.takes["is_enough"]:
            return _("Read and decide")
        if self.may_publish and not self.takes["is_enough"] and not self.takes["may_correct"]:
            return _("Publish without a second reading")
        return _("Read before publishing")

    @cached_property
    def review_actions(self) -> set[str]:
        """The decisions that this user may make on a page in review."""
        if not self.state:
            return set()
        actions = self.state.task.specific.get_actions(self.page, self.request.user)
        return {name for name, _label, _modal in actions}

    @property
    def may_reject(self) -> bool:
        return "reject" in self.review_actions

    @property
    def may_decide(self) -> bool:
        """Whether the user may publish, or may approve what is in review as a substitute."""
        return self.may_publish or "approve" in self.review_actions

    @cached_property
    def takes(self) -> dict:
        draft, text = self.shown_revision.as_object(), self.text_of(self.shown_revision)
        return what_it_takes(self.page, draft, text, self.request.user)

    def consequences(self) -> Iterator[str]:
        draft = self.shown_revision.as_object()
        if not self.may_decide:
            if self.takes["may_read"]:
                yield _("It is noted that you have read this text, in the page's history.")
            lock = self.rights.can_publish() and self.page.get_lock()
            nobody = _("You publish nothing from here: whoever may publish decides.")
            yield lock.get_message(self.request.user) if lock else nobody
            return
        has_reason = not self.takes["is_enough"] and not self.takes["may_correct"]
        if self.state and not self.state.workflow_state.is_at_final_task and not has_reason:
            yield _("It goes to the next reader.")
        elif draft.go_live_at and draft.go_live_at > timezone.now():
            moment = date_format(timezone.localtime(draft.go_live_at), "DATETIME_FORMAT")
            yield _("It is published on %s, Ecuador's time.") % moment
        else:
            yield self.at_once()
        yield from draft.notes_on_publication()
        if not self.page.live and draft.show_in_menus:
            yield _("The page appears in the menu.")
        if self.state and self.state.workflow_state.requested_by:
            person = self.state.workflow_state.requested_by
            yield _("%s is told by mail.") % person
        if has_reason:
            yield _("Your reason stays in the history and in the report 'Without a second reader'.")

    def at_once(self) -> str:
        if len(self.comparison.languages) > 1:
            return _("It is public at once, in both languages.")
        return _("It is public at once.")

    def get_context_data(self, **kwargs) -> dict:
        user, draft = self.request.user, self.shown_revision.as_object()
        text = self.text_of(self.shown_revision)
        self.remember(text)
        public = type(draft).objects.get(pk=draft.pk)
        is_public = public.live and not changed_fields(public, draft, self.shown_revision.content)
        languages = languages_changed(public, draft) if public.live else []
        kwargs.setdefault("form", ReasonForm())
        return super().get_context_data(
            draft=draft,
            shown=self.signed(self.shown_revision),
            returned=returned_state(self.page),
            is_public=is_public,
            lines=lines(self.page).filter(digest=text).select_related("reader").order_by("at"),
            may_publish=self.may_decide and not is_public,
            may_give_reason=self.may_publish,
            may_reject=self.may_reject and not is_public,
            is_dated=bool(draft.go_live_at and draft.go_live_at > timezone.now()),
            may_submit=self.rights.can_submit_for_moderation() and self.takes["has_written"],
            possible_readers=possible_readers(self.page, text, user),
            one_language=languages[0] if self.may_publish and len(languages) > 1 else "",
            in_review=self.state,
            saved_at=self.shown_revision.created_at,
            compared_with=self.compared_with(),
            is_partial=self.comparison.old not in (PUBLIC, NOTHING),
            was_submitted=self.state and says_what_was_submitted(self.state, self.shown_revision),
            **self.takes,
            **kwargs,
        )

    @transaction.atomic
    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.page = locked_page(self.page)
        self.rights = self.page.permissions_for_user(request.user)
        action, revision = request.POST.get("action", ""), self.find_shown()
        if self.is_overtaken or (revision is None and action != "reject"):
            return self.look_again()
        if action == "reject":
            return self.reject()
        if action == "read":
            return self.read(revision)
        if not self.may_decide or action not in ("publish", "correct", "reason"):
            raise PermissionDenied
        form = ReasonForm(request.POST)
        if action == "reason" and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        reason = form.cleaned_data["reason"] if action == "reason" else ""
        return self.publish(revision, reason, action)

    def reject(self) -> HttpResponse:
        """Send the page back to its author, with the comments on its passages."""
        if not self.may_reject:
            raise PermissionDenied
        if not request_changes(self.page, self.state, self.request.user, self.request.POST):
            messages.error(self.request, _("Say what should change, or comment on a passage."))
            return redirect("review_read", self.page.pk)
        title = self.get_page_subtitle()
        messages.success(self.request, _("Changes were asked for: “%s”.") % title)
        return redirect("wagtailadmin_home")

    def read(self, revision: Revision) -> HttpResponse:
        user, title = self.request.user, self.get_page_subtitle()
        if mark_read(self.page, self.text_of(revision), user):
            messages.success(self.request, _("“%s” has been read and may be published.") % title)
        else:
            messages.success(
                self.request,
                _("Your reading of “%s” is noted. Somebody else has to read your own words.")
                % title,
            )
        return redirect("review_read", self.page.pk)

    def publish(self, revision: Revision, reason: str, action: str) -> HttpResponse:
        user, code = self.request.user, self.code
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
            report_review_state(self.request, self.page)
        if done:
            return report_publication(
                self.request, self.page, with_reason=bool(reason), is_left=bool(code)
            )
        if done is False:
            messages.error(self.request, str(NotRead(self.page)))
        return redirect("review_read", self.page.pk)
