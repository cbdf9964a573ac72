"""URLs and menu items of the reports, derived from the classes in this package."""

from importlib import import_module
from pkgutil import iter_modules

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import __name__ as package
from . import __path__ as folders
from . import dashboard_hooks  # noqa: F401 (registers the panels of the dashboard)
from .base import StaffReport
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
    found = [path("revisado/<int:page_id>/", reviewed_today, name="reviewed_today")]
    for report in reports():
        address, name = f"reports/{report.slug}/", report.index_url_name
        found += [
            path(address, report.as_view(), name=name),
            path(f"{address}results/", report.as_view(results_only=True), name=f"{name}_results"),
        ]
    return found


for report in reports():
    hooks.register("register_reports_menu_item", lambda report=report: ReportMenuItem(report))
