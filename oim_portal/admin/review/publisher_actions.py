"""The desk's other questions: undo the last publication, publish tomorrow morning."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.models import Revision

from oim_portal.publishing.publish import ReasonForm, publish_as_read
from oim_portal.publishing.register import NotRead, locked_page
from oim_portal.publishing.scheduling import PUBLISH_TOMORROW, tomorrow_morning
from oim_portal.publishing.undo import go_back, needs_reason, previous_publication
from pages.forms import has_passed
from pages.models import BasePage

from .desk import DeskView, lacks_text
from .reading import ReadingView
from .sheets import PUBLIC


class UndoPublication(DeskView):
    """Publish again the revision that was public before the current one."""

    page_title = gettext_lazy("Undo the last publication")
    header_icon = "rotate"
    decision_template = "review/decide_undo.html"

    def is_allowed(self) -> bool:
        return self.may_publish

    @cached_property
    def previous(self) -> Revision | None:
        return previous_publication(self.page) if self.page.live else None

    def sides(self) -> tuple[str, str]:
        assert self.previous
        return PUBLIC, str(self.previous.pk)

    def new_title(self) -> str:
        return _("What returns")

    @property
    def stays(self) -> Collection[str]:  # type: ignore[override]
        return ["go_live_at", *self.page.kept_on_undo]

    def consequences(self) -> Iterator[str]:
        yield _("Visitors read the earlier version again, at once.")
        yield _("Today's version stays in the page's history.")
        if self.page.current_workflow_state:
            yield _("The draft that is in review stays there, on top of the earlier version.")
        elif self.page.has_unpublished_changes:
            yield _("The page has a draft that is not published. It stays in the history, too.")

    def get_template_names(self) -> list[str]:
        return super().get_template_names() if self.previous else ["review/nothing_to_undo.html"]

    def get_context_data(self, **kwargs) -> dict:
        if self.previous is None:
            return super(DeskView, self).get_context_data(**kwargs)
        kwargs.setdefault("form", ReasonForm())
        return super().get_context_data(
            previous=self.previous,
            compared_with=_("Marked: what changes for visitors if the earlier version returns."),
            needs_reason=needs_reason(self.page, self.previous),
            **kwargs,
        )

    @transaction.atomic
    def post(self, request, *args, **kwargs) -> HttpResponse:
        self.page = locked_page(self.page)
        if self.previous is None:
            raise Http404
        if request.POST.get("live") != str(self.page.live_revision_id):
            messages.error(request, _("Somebody has published the page meanwhile. Look again."))
            return redirect("undo_publication", self.page.pk)
        form, reason, slug = ReasonForm(request.POST), "", self.page.slug
        if needs_reason(self.page, self.previous):
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(form=form))
            reason = form.cleaned_data["reason"]
        try:
            go_back(self.page, self.previous, request.user, reason)
        except NotRead as error:
            messages.error(request, str(error))
            return redirect("undo_publication", self.page.pk)
        messages.success(request, _("“%s” is public as it was before.") % self.get_page_subtitle())
        if slug != self.previous.content["slug"]:
            self.report_unchanged_address(slug)
        return redirect("wagtailadmin_home")

    def report_unchanged_address(self, slug: str) -> None:
        """Report that the page keeps its current address if the earlier one is taken."""
        if BasePage.objects.filter(pk=self.page.pk, slug=slug).exists():
            messages.info(
                self.request, _("It is still at today's address: another page has the earlier one.")
            )


class PublishTomorrow(ReadingView):
    """Show the whole newest draft, and schedule it for tomorrow morning, Ecuador's time.

    The author of a text that nobody else has read gives the reason here, so that the date is not
    lost.
    """

    header_icon = "calendar-alt"
    stays = ("go_live_at",)  # which is tomorrow, whatever it was

    def setup(self, request, page_id: int) -> None:
        super().setup(request, page_id)
        # Pages of the first content and of imports may have no version yet.
        if self.revision is None and self.is_allowed():
            self.revision = self.page.save_revision(changed=False, clean=False)

    def is_allowed(self) -> bool:
        return self.may_publish

    def get_page_title(self) -> str:
        return str(PUBLISH_TOMORROW)

    def consequences(self) -> Iterator[str]:
        moment = date_format(localtime(tomorrow_morning()), "DATETIME_FORMAT")
        yield _("It is published on %s, Ecuador's time (UTC−5).") % moment
        yield _("Exactly this text is published: what is written until then stays a draft.")
        if self.takes["is_enough"]:
            yield _("You approve the text by scheduling it.")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            **kwargs,
            tomorrow=PUBLISH_TOMORROW,
            lacks_text=lacks_text(self.shown_revision.as_object()),
        )

    def shown(self, revision: Revision) -> dict[str, Any]:
        """Return also the hour: a form that is sent after midnight was shown another day."""
        said = super().shown(revision)
        hours = [said["other"].get("go_live_at"), tomorrow_morning().isoformat()]
        return said | {"other": said["other"] | {"go_live_at": hours}}

    def find_shown(self) -> Revision | None:
        newest = self.page.get_latest_revision()
        return newest if self.was_shown(newest) else None

    def publish(self, revision: Revision, reason: str, action: str) -> HttpResponse:
        moment, user = tomorrow_morning(), self.request.user
        if lacks_text(revision.as_object()):
            return redirect("publish_tomorrow", self.page.pk)
        try:
            with transaction.atomic():  # a refusal leaves the draft without a date
                dated, correction = dated_draft(self.page, moment, user), action == "correct"
                if not publish_as_read(
                    self.page, dated, user, reason, correction=correction, supersedes=not reason
                ):
                    raise NotRead(self.page)
        except NotRead as error:
            messages.error(self.request, str(error))
            return redirect("publish_tomorrow", self.page.pk)
        messages.success(
            self.request,
            _("“%(title)s” will be published on %(moment)s, Ecuador's time.")
            % {
                "title": self.get_page_subtitle(),
                "moment": date_format(localtime(moment), "DATETIME_FORMAT"),
            },
        )
        return redirect("wagtailadmin_home")


def dated_draft(page: BasePage, moment: datetime, user) -> Revision:
    """Save the newest draft with this date of publication and return the revision."""
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = moment
    if has_passed(draft.expire_at):
        draft.expire_at = None  # otherwise the scheduler would skip it
    # A revision saved before the page was public does not say that it is, and scheduling
    # it would take the page away until then.
    draft.live_revision_id = page.live_revision_id
    return draft.save_revision(user=user, log_action=True)
