"""Base class of the review views about one page."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from oim_portal.trash.tree import get_page_or_404


class PageView(WagtailAdminTemplateMixin):
    """View about the page that its URL names, in `self.page`.

    404 if there is none, or if it is in the trash: it has to be restored first.
    """

    def setup(self, request: HttpRequest, page_id: int) -> None:
        super().setup(request, page_id=page_id)
        self.page = get_page_or_404(page_id)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *super().get_breadcrumbs_items(),
            {
                "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
                "label": self.get_page_subtitle(),
            },
            {"url": "", "label": self.get_page_title()},
        ]
