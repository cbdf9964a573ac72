"""Base classes of the admin's views, in addition to Wagtail's: for staff, and about one page."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from oim_portal.accounts.models import SignedInRequest
from oim_portal.trash.tree import get_page_or_404
from pages.models import BasePage


class StaffView(WagtailAdminTemplateMixin):
    """View with its title at the end of the breadcrumbs; 403 unless `is_allowed`."""

    request: SignedInRequest
    http_method_names = ["get", "head", "post", "options"]  # Django's FormView takes PUT for POST
    #: What the user may do with pages, at least one of these, where a subclass asks nothing else.
    page_permissions: Collection[str] = ()

    def is_allowed(self) -> bool:
        policy = policy_registry.get_by_type(BasePage)
        return not self.page_permissions or policy.user_has_any_permission(
            self.request.user, self.page_permissions
        )

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def places_above(self) -> list[dict]:
        """Return the breadcrumbs between the dashboard and the view."""
        return []

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *super().get_breadcrumbs_items(),
            *self.places_above(),
            {"url": "", "label": self.get_page_title()},
        ]


class PageView(StaffView):
    """View about the page that its URL names, in `self.page`, with the user's `self.rights`.

    404 if there is none, or if it is in the trash: it has to be restored first. 403 unless
    `is_allowed`.
    """

    def setup(self, request: HttpRequest, page_id: int, **kwargs) -> None:
        super().setup(request, page_id=page_id, **kwargs)
        self.page = get_page_or_404(page_id)
        self.rights = self.page.permissions_for_user(request.user)

    def is_allowed(self) -> bool:
        return self.rights.can_edit()

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not self.is_allowed() and self.rights.can_edit() and self.rights.page_locked():
            return redirect(self.edit_url)  # which says who or what locks the page
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_publish(self) -> bool:
        return self.rights.can_publish() and not self.rights.page_locked()

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def places_above(self) -> list[dict]:
        return [{"url": self.edit_url, "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(page=self.page, edit_url=self.edit_url, **kwargs)
