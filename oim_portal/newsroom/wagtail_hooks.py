"""Where the newsroom enters Wagtail's admin: routes, buttons, reports, steps of publication."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter

from oim_portal.reports.urls import report_urls
from pages.models import BasePage

from . import approval, notices, urgent, versions
from .report import UrgentReport
from .submit import submit

hooks.register("before_edit_page", approval.mark_newer_draft)
hooks.register("before_publish_page", urgent.ask_for_a_reason)
hooks.register("before_bulk_action", urgent.refuse_own_pages)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        *report_urls("urgentes", UrgentReport),
        path("redaccion/revisado/<int:task_state_id>/", notices.reviewed, name="newsroom_reviewed"),
        path("redaccion/enviar/<int:page_id>/", submit, name="newsroom_submit"),
        path(
            "redaccion/urgente/<int:page_id>/",
            urgent.PublishUrgently.as_view(),
            name="newsroom_urgent",
        ),
        path(
            "redaccion/version/<int:page_id>/",
            versions.NameVersion.as_view(),
            name="newsroom_name_version",
        ),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    label = gettext_lazy("Without a second reader")
    return MenuItem(label, reverse("urgent_report"), icon_name="warning", order=60)


@hooks.register("register_page_header_buttons")
def name_version_button(page: BasePage, user, view_name: str, next_url=None) -> Iterator[Button]:
    if (
        view_name == "edit"
        and page.latest_revision_id
        and page.permissions_for_user(user).can_edit()
    ):
        yield Button(
            _("Name this version"),
            url=reverse("newsroom_name_version", args=[page.pk]),
            icon_name="history",
            priority=55,
        )


@hooks.register("after_edit_page")
def tell_what_was_done(request: HttpRequest, page: BasePage) -> HttpResponse | None:
    notices.tell_what_was_done(request, page)
    return None


class PagesAPI(PagesAdminAPIViewSet):
    """The pages of the admin's API, which the choosers read, without its actions.

    They publish, copy, revert and delete past the questions, locks and trash of the admin, and no
    screen uses them.
    """

    actions = {}


@hooks.register("construct_admin_api")
def admin_api(router) -> None:
    router.register_endpoint("pages", PagesAPI)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    @actions.register_action(urgent.ACTION)
    class PublishedUrgently(LogFormatter):
        label = gettext_lazy("Publish without a second reader")
        message = gettext_lazy("Published without a second reader")

        def format_comment(self, log_entry) -> str:
            return log_entry.data.get("reason", "")

    @actions.register_action(versions.ACTION)
    class Named(LogFormatter):
        label = gettext_lazy("Name a version")

        def format_message(self, log_entry) -> str:
            return _("Version “%s”") % log_entry.data.get("name", "")
