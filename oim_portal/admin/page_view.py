"""Base class of the admin's views about one page, in addition to Wagtail's."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from oim_portal.trash.tree import get_page_or_404


class PageView(WagtailAdminTemplateMixin):
    """View about the page that its URL names, in `self.page`, with the user's `self.rights`.

    404 if there is none, or if it is in the trash: it has to be restored first. 403 unless
    `is_allowed`.
    """

    http_method_names = ["get", "head", "post", "options"]  # Django's FormView takes PUT for POST

    def setup(self, request: HttpRequest, page_id: int, **kwargs) -> None:
        super().setup(request, page_id=page_id, **kwargs)
        self.page = get_page_or_404(page_id)
        self.rights = self.page.permissions_for_user(request.user)

    def is_allowed(self) -> bool:
        return self.rights.can_edit()

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.is_allowed():
            if self.rights.can_edit() and self.rights.page_locked():
                return redirect(self.edit_url)  # which says who or what locks the page
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_publish(self) -> bool:
        return self.rights.can_publish() and not self.rights.page_locked()

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.edit_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(page=self.page, edit_url=self.edit_url, **kwargs)
