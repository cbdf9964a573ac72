"""View of one run of find and replace: its drafts, to submit or to take back."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.models import PageLogEntry
from wagtail.permissions import policy_registry

from oim_portal.admin.page_view import StaffView
from oim_portal.publishing.replacement_runs import (
    LeftAlone,
    entries_of,
    obstacles,
    refuse_newer,
    take_back,
)
from pages.models import BasePage
from pages.permissions import WORK

from .outcomes import start_review


class PagesWorkView(StaffView, TemplateView):
    """A view for all who work on pages; `pages` are those that the user may edit."""

    page_permissions = WORK

    @cached_property
    def pages(self) -> QuerySet[BasePage]:
        policy = policy_registry.get_by_type(BasePage)
        return policy.instances_user_has_permission_for(self.request.user, "change")


def tell_of(request: HttpRequest, page: BasePage, reason: LeftAlone) -> None:
    title = page.get_admin_display_title()
    messages.warning(request, _("Left as it is: “%(page)s”. ") % {"page": title} + str(reason))


class ReplacementRun(PagesWorkView):
    """The drafts of one run: submit them together, or take all of them back."""

    page_title = gettext_lazy("Replacement")
    header_icon = "search"
    template_name = "review/replacement_run.html"

    def setup(self, request: HttpRequest, run: UUID) -> None:
        super().setup(request, run=run)
        self.run = run

    @cached_property
    def entries(self) -> list[PageLogEntry]:
        found = list(entries_of(self.run).filter(page__in=self.pages.values("pk")))
        if not found:
            raise Http404
        return found

    def state_of(self, entry: PageLogEntry, reasons: dict[int, str]) -> str:
        try:
            refuse_newer(entry.page, entry)
        except LeftAlone as reason:
            return str(reason)
        return reasons.get(entry.page_id) or _("A draft: visitors do not see it yet.")

    def get_context_data(self, **kwargs: Any) -> dict:
        reasons = obstacles([entry.page for entry in self.entries], self.request.user)
        rows = [(entry, self.state_of(entry, reasons)) for entry in self.entries]
        has_drafts = any(
            entry.page.latest_revision_id == entry.revision_id != entry.page.live_revision_id
            for entry in self.entries
        )
        said = self.entries[0].data
        return super().get_context_data(rows=rows, said=said, has_drafts=has_drafts, **kwargs)

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        action = request.POST.get("action")
        if action not in ("submit", "undo"):
            return self.get(request, **kwargs)
        count, submits = 0, action == "submit"
        for entry in self.entries:
            try:
                if submits:
                    self.submit(entry)
                else:
                    take_back(entry, request.user)
                count += 1
            except LeftAlone as reason:
                tell_of(request, entry.page, reason)
        if submits:
            text = ngettext("%d page waits to be read.", "%d pages wait to be read.", count)
        else:
            text = ngettext("%d page is as it was before.", "%d pages are as before.", count)
        if count:
            messages.success(request, text % count)
        return redirect("replacement_run", self.run)

    def submit(self, entry: PageLogEntry) -> None:
        page = BasePage.objects.get(pk=entry.page_id).specific
        refuse_newer(page, entry)
        if page.workflow_in_progress:
            raise LeftAlone(_("It is in review."))
        try:
            start_review(page, self.request.user)
        except PermissionDenied as error:
            raise LeftAlone(_("You may not submit it.")) from error
