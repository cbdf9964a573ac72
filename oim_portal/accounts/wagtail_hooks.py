"""What the accounts add to the admin: bulk actions, the report on accounts, a way to one's own."""

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .reports import AccountLogView, LogMenuItem
from .screens import bulk_actions

# After Wagtail's, so that these take their place.
for action in (bulk_actions.AssignRole, bulk_actions.SetActiveState, bulk_actions.Delete):
    hooks.register("register_bulk_action", action, order=1)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [
        path("reports/cuentas/", AccountLogView.as_view(), name="account_log"),
        path(
            "reports/cuentas/results/",
            AccountLogView.as_view(results_only=True),
            name="account_log_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    return LogMenuItem(_("Accounts"), reverse("account_log"), icon_name="user", order=1200)


@hooks.register("register_account_menu_item")
def own_account(request) -> dict:
    """Lead from Wagtail's page of one's account to password, second factor and sessions."""
    return {
        "url": reverse("account"),
        "label": _("Password and second factor"),
        "help_text": _("Change your password, your second factor, or sign out everywhere."),
    }
