"""Report on what the office still has to do before the portal is published."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from oim_portal.operations.readiness import OpenPoint, open_points

from .base import StaffReport


class BeforePublishingReport(StaffReport):
    """The open points that the user can act on, each with a link to its place."""

    page_title = _("Before publishing")
    header_icon = "list-ul"
    template_name = "reports/before_publishing.html"
    slug = "antes-de-publicar"
    menu_order = 5
    index_url_name = "before_publishing"

    columns = [
        TitleColumn("text", label=_("What is missing"), get_url=lambda point: point.url),
        Column("why", label=_("Why it matters")),
    ]

    @cached_property
    def points(self) -> list[OpenPoint]:
        return open_points(self.request.user)

    def get_queryset(self) -> list[OpenPoint]:
        return self.points

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(is_open=bool(self.points), **kwargs)
