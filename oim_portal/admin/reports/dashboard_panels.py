"""Panels of the first page, beside Wagtail's own."""

from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from .dashboard_figures import figures, my_pages


class FiguresItem(SummaryItem):
    """What waits, in figures, in the place of Wagtail's count of pages, pictures and documents."""

    template_name = "reports/figures.html"

    def get_context_data(self, parent_context) -> dict:
        return {"figures": figures(self.request.user)}


class WaitingPanel(Component):
    """The pages that a person is responsible for and that are due to be read again."""

    name = "waiting"
    template_name = "reports/waiting.html"
    order = 230  # after what is to be approved, before what I was doing

    def get_context_data(self, parent_context) -> dict:
        request = parent_context["request"]
        return {"pages": my_pages(request.user), "csrf_token": parent_context["csrf_token"]}
