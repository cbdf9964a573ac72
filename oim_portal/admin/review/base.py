"""What the newsroom's screens about one page share: the page, and the way back to it."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from oim_portal.trash.tree import get_page_or_404


class PageView(WagtailAdminTemplateMixin):
    """A screen about the page that its address names, in `self.page`.

    404 without one, and for what is in the bin: it has to be restored first.
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
