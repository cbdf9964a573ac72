"""Publisher actions with one confirmation: undo the last publication, publish tomorrow."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.models import Revision

from oim_portal.admin.page_view import PageView
from oim_portal.publishing.digest import digest
from oim_portal.publishing.forms import ReasonForm
from oim_portal.publishing.register import NotRead, Stale, locked_page, mark_read
from oim_portal.publishing.scheduling.morning import PUBLISH_TOMORROW, tomorrow_morning
from oim_portal.publishing.undo import go_back, previous_publication
from oim_portal.trash.page_impact import ADDRESS_CHANGE_CONFIRMED
from pages.forms import has_passed
from pages.models import BasePage

from .changes import changes_for_readers
from .reading import what_it_takes


class PublisherQuestion(PageView, TemplateView):
    """Confirmation of a publisher's action on a page; `do` performs it."""

    header_icon = "doc-empty-inverse"

    def is_allowed(self) -> bool:
        return self.may_publish

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.do() or redirect("wagtailadmin_home")

    def do(self) -> HttpResponse | None:
        """Perform the action; return a response if another confirmation is needed first."""
        raise NotImplementedError


class UndoPublication(PublisherQuestion):
    """Publish again the revision that was public before the current one."""

    page_title = gettext_lazy("Undo the last publication")
    template_name = "review/undo.html"

    @cached_property
    def previous(self) -> Revision | None:
        return previous_publication(self.page) if self.page.live else None

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs, previous=self.previous)

    def do(self) -> None:
        if self.previous is None:
            raise Http404
        if self.request.POST.get("live") != str(self.page.live_revision_id):
            messages.error(
                self.request, _("Somebody has published the page meanwhile. Look again.")
            )
            return
        slug = self.page.slug
        try:
            go_back(self.page, self.previous, self.request.user)
        except NotRead as error:
            messages.error(self.request, str(error))
            return
        messages.success(
            self.request, _("“%s” is public as it was before.") % self.get_page_subtitle()
        )
        if slug != self.previous.content["slug"]:
            self.report_unchanged_address(slug)

    def report_unchanged_address(self, slug: str) -> None:
        """Report that the page keeps its current address if the earlier one is taken."""
        if BasePage.objects.filter(pk=self.page.pk, slug=slug).exists():
            messages.info(
                self.request, _("It is still at today's address: another page has the earlier one.")
            )


class PublishTomorrow(PublisherQuestion):
    """Show the whole newest draft, and schedule it for tomorrow morning, Ecuador's time.

    The author of a text that nobody else has read gives the reason here, so that the date is not
    lost.
    """

    page_title = PUBLISH_TOMORROW
    template_name = "review/tomorrow.html"

    def get_context_data(self, **kwargs) -> dict:
        shown = changes_for_readers(self.page)
        draft = self.page.get_latest_revision_as_object()
        lacks = what_it_takes(self.page, draft, shown["shown"], self.request.user)
        kwargs.setdefault("form", ReasonForm())
        return super().get_context_data(**kwargs, **shown, **lacks, moment=tomorrow_morning())

    def do(self) -> HttpResponse | None:
        moment, reason = tomorrow_morning(), ""
        if self.request.POST.get("action") == "reason":
            form = ReasonForm(self.request.POST)
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(form=form))
            reason = form.cleaned_data["reason"]
        try:
            with transaction.atomic():  # a refusal leaves the draft without a date
                if shown := self.request.POST.get("shown"):
                    self.mark_read(shown, reason)
                    setattr(
                        self.request, ADDRESS_CHANGE_CONFIRMED, True
                    )  # the view listed the impact of a new address too
                revision = dated_draft(self.page, moment, self.request.user)
                draft = revision.as_object()
                for guard in hooks.get_hooks("before_publish_page"):
                    if response := guard(self.request, draft):
                        transaction.set_rollback(True)
                        return response
                revision.publish(user=self.request.user)
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
        return None

    def mark_read(self, shown: str, reason: str) -> None:
        """Record that the shown text was read; raise Stale if it has changed."""
        self.page = locked_page(self.page)
        newest = self.page.get_latest_revision()
        if digest(type(self.page), newest.content) != shown:
            raise Stale(self.page)
        correction = self.request.POST.get("action") == "correct"
        mark_read(self.page, shown, self.request.user, reason, correction=correction)


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
