"""Hooks of the quick actions: dashboard panel, alert, photo, and pages as patterns."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry

from oim_portal.publishing.consent import WITHDRAWN
from pages.models import BasePage

from .alert import AlertView
from .consent import WithdrawConsent
from .panel import QuickActionsPanel
from .pattern import USE_AS_PATTERN, UseAsPattern, may_be_pattern
from .photo import ReplacePhoto


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("atajos/aviso/", AlertView.as_view(), name="alert"),
        path("atajos/foto/<int:image_id>/", ReplacePhoto.as_view(), name="replace_photo"),
        path(
            "atajos/consentimiento/<int:image_id>/",
            WithdrawConsent.as_view(),
            name="withdraw_consent",
        ),
        path("atajos/modelo/<int:page_id>/", UseAsPattern.as_view(), name="use_as_pattern"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        WITHDRAWN, _("Withdraw a consent"), _("Without a picture: its consent has ended")
    )


@hooks.register("construct_homepage_panels")
def quick_actions_panel(request: HttpRequest, panels: list) -> None:
    panels.append(QuickActionsPanel())


@hooks.register("register_page_header_buttons")
def pattern_button(page: BasePage, user, view_name: str, next_url=None) -> Iterator[Button]:
    if may_be_pattern(page, user):
        url = reverse("use_as_pattern", args=[page.pk])
        yield Button(USE_AS_PATTERN, url=url, icon_name="copy", priority=25)
