"""View that asks for confirmation before a published page gets another slug."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin.views.generic import HookResponseMixin

from oim_portal.accounts.requests import SignedInRequest
from oim_portal.admin.page_view import PageView
from oim_portal.trash.page_impact import (
    ADDRESS_CHANGE_CONFIRMED,
    changes_address,
    impact_of,
    renamed_path,
)
from pages.models import BasePage
from pages.models.publishing_guard import NotRead
from pages.revisions import revision_token


class RenameView(HookResponseMixin, PageView, TemplateView):
    """Confirmation that lists the impact of a new slug, and publishes the draft that has it."""

    page_title = gettext_lazy("A new address")
    header_icon = "link"
    template_name = "redirects/rename.html"
    request: SignedInRequest

    def is_allowed(self) -> bool:
        return self.may_publish

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.revision = self.page.latest_revision
        if self.is_allowed() and (self.revision is None or not changes_address(self.draft)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        if request.POST.get("revision") != revision_token(self.revision):
            messages.warning(request, _("The draft has changed meanwhile: look at it once more."))
            return redirect(request.path)
        setattr(request, ADDRESS_CHANGE_CONFIRMED, True)
        answer = self.run_hook("before_publish_page", request, self.draft)
        if answer is not None:
            return answer
        try:
            PublishPageRevisionAction(self.revision, user=request.user).execute()
        except NotRead:
            return redirect("review_read", self.page.pk)
        page = type(self.page).objects.get(pk=self.page.pk)
        messages.success(
            request,
            _("Page '%(page_title)s' has been published.")
            % {"page_title": page.get_admin_display_title()},
        )
        return self.run_hook("after_publish_page", request, page) or redirect(
            "wagtailadmin_explore", page.get_parent().pk
        )

    @property
    def draft(self) -> BasePage:
        return self.page.get_latest_revision_as_object()

    def get_context_data(self, **kwargs) -> dict:
        path = renamed_path(self.page, self.draft.slug)
        return super().get_context_data(
            changes=impact_of(self.page, self.request.user, path),
            mark=revision_token(self.revision),
            **kwargs,
        )
