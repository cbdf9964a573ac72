"""Panels of the dashboard, in addition to Wagtail's."""

from django.forms import Media
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from oim_portal.operations.readiness import open_points

from .dashboard_figures import figures, my_pages
from .to_review import button_label, review_url


class FiguresItem(SummaryItem):
    """Figures of pending work, in place of Wagtail's counts of pages, pictures and documents."""

    template_name = "reports/figures.html"

    def get_context_data(self, parent_context) -> dict:
        return {"figures": figures(self.request.user)}


class WaitingPanel(Component):
    """Pages that a user is responsible for and that are due for review, and those that end."""

    name = "waiting"
    template_name = "reports/waiting.html"
    order = 230  # after the pages to approve, before the user's recent edits

    def get_context_data(self, parent_context) -> dict:
        pages = my_pages(parent_context["request"].user)
        rows = [(page, review_url(page), button_label(page)) for page in pages]
        return {"rows": rows, "csrf_token": parent_context["csrf_token"]}


class OpenPointsPanel(Component):
    """The first things that the user can do before the portal is published, while any is open."""

    name = "open_points"
    template_name = "reports/open_points.html"
    order = 30  # before the shortcuts
    media = Media(css={"all": ["reports/open-points.css"]})
    shown = 4

    def get_context_data(self, parent_context) -> dict:
        points = open_points(parent_context["request"].user)
        return {"points": points[: self.shown], "count": len(points)}
