"""Panels of the dashboard, in addition to Wagtail's."""

from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from .dashboard_figures import figures, my_pages


class FiguresItem(SummaryItem):
    """Figures of pending work, in place of Wagtail's counts of pages, pictures and documents."""

    template_name = "reports/figures.html"

    def get_context_data(self, parent_context) -> dict:
        return {"figures": figures(self.request.user)}


class WaitingPanel(Component):
    """Pages that a user is responsible for and that are due for review."""

    name = "waiting"
    template_name = "reports/waiting.html"
    order = 230  # after the pages to approve, before the user's recent edits

    def get_context_data(self, parent_context) -> dict:
        request = parent_context["request"]
        return {"pages": my_pages(request.user), "csrf_token": parent_context["csrf_token"]}
