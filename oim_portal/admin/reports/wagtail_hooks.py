"""The reports in the admin's menu."""

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .dates import DatesReport
from .health import HealthReport
from .pictures import PicturesReport
from .to_review import ToReviewReport, reviewed_today
from .urls import report_urls

REPORTS = {
    "fechas": DatesReport,
    "por-revisar": ToReviewReport,
    "imagenes": PicturesReport,
    "salud": HealthReport,
}


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    found = [path("revisado/<int:page_id>/", reviewed_today, name="reviewed_today")]
    for address, report in REPORTS.items():
        found += report_urls(address, report)
    return found


def menu_item(place: int, report) -> MenuItem:
    return MenuItem(
        report.page_title,
        reverse(report.index_url_name),
        icon_name=report.header_icon,
        order=20 + place,
    )


for place, report in enumerate(REPORTS.values()):
    # After the translations, before Wagtail's own.
    hooks.register(
        "register_reports_menu_item", lambda place=place, report=report: menu_item(place, report)
    )
