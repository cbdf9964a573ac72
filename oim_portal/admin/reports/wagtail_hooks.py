"""URLs and menu items of the reports, derived from their classes, and the dashboard's panels."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter

from oim_portal.publishing.undo import RENEWED
from pages.models import BasePage

from . import __name__ as package, __path__ as folders
from .base import StaffReport
from .before_publishing import MailProofView
from .calendar import EditorialCalendar
from .dashboard import DuePanel, FiguresItem, OpenPointsPanel
from .due_for_review import STILL_TRUE, is_renewed, reviewed_today
from .renewal import RenewPage


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
        path("calendario/", EditorialCalendar.as_view(), name="editorial_calendar"),
        path("vigente/<int:page_id>/", RenewPage.as_view(), name="renew_page"),
    ]
    for report in reports():
        address, name = f"reports/{report.slug}/", report.index_url_name
        found += [
            path(address, report.as_view(), name=name),
            path(f"{address}results/", report.as_view(results_only=True), name=f"{name}_results"),
        ]
    return found


@hooks.register("register_reports_menu_item")
def calendar_item() -> MenuItem:
    url = reverse("editorial_calendar")
    icon = EditorialCalendar.header_icon
    return MenuItem(EditorialCalendar.page_title, url, icon_name=icon, order=19)


# Last, so that the counts of other packages are left out too.
@hooks.register("construct_homepage_summary_items", order=1000)
def figures_instead_of_counts(request, items: list) -> None:
    items[:] = [FiguresItem(request)]


@hooks.register("construct_homepage_panels")
def panels_of_reports(request, panels: list) -> None:
    panels += [OpenPointsPanel(), DuePanel()]


@hooks.register("register_page_header_buttons")
def renewal_button(page: BasePage, user, view_name: str, next_url=None) -> Iterator[Button]:
    if view_name == "edit" and is_renewed(page) and page.permissions_for_user(user).can_edit():
        url = reverse("renew_page", args=[page.pk])
        yield Button(STILL_TRUE, url=url, icon_name="check", priority=11)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    @actions.register_action(RENEWED)
    class Renewed(LogFormatter):
        label = _("Check a page and renew it")

        def format_message(self, log_entry) -> str:
            until = parse_datetime(log_entry.data["until"])
            return gettext("Checked: valid until %s") % date_format(localtime(until), "DATE_FORMAT")


for report in reports():
    hooks.register("register_reports_menu_item", lambda report=report: ReportMenuItem(report))
