"""URLs and menu items of the reports, derived from their classes, and the dashboard's panels."""

from importlib import import_module
from pkgutil import iter_modules

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import __name__ as package
from . import __path__ as folders
from .base import StaffReport
from .dashboard_panels import FiguresItem, OpenPointsPanel, WaitingPanel
from .mail_proof import MailProofView
from .to_review import reviewed_today


def reports() -> list[type[StaffReport]]:
    """Return the report classes of all modules of this package, in the order of the menu."""
    for module in iter_modules(folders):
        import_module(f"{package}.{module.name}")
    return sorted(StaffReport.__subclasses__(), key=lambda report: report.menu_order)


class ReportMenuItem(MenuItem):
    """Menu item of a report, hidden from users without the report's `menu_permission`."""

    def __init__(self, report: type[StaffReport]) -> None:
        super().__init__(
            report.menu_label or report.page_title,
            reverse(report.index_url_name),
            icon_name=report.header_icon,
            order=report.menu_order,
        )
        self.permission = report.menu_permission

    def is_shown(self, request) -> bool:
        return not self.permission or request.user.has_perm(self.permission)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    found = [
        path("revisado/<int:page_id>/", reviewed_today, name="reviewed_today"),
        path("correo-de-prueba/", MailProofView.as_view(), name="mail_proof"),
    ]
    for report in reports():
        address, name = f"reports/{report.slug}/", report.index_url_name
        found += [
            path(address, report.as_view(), name=name),
            path(f"{address}results/", report.as_view(results_only=True), name=f"{name}_results"),
        ]
    return found


# Last, so that the counts of other packages are left out too.
@hooks.register("construct_homepage_summary_items", order=1000)
def figures_instead_of_counts(request, items: list) -> None:
    items[:] = [FiguresItem(request)]


@hooks.register("construct_homepage_panels")
def panels_of_reports(request, panels: list) -> None:
    panels += [OpenPointsPanel(), WaitingPanel()]


for report in reports():
    hooks.register("register_reports_menu_item", lambda report=report: ReportMenuItem(report))
