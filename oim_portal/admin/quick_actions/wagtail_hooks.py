"""Hooks of the quick actions: dashboard panel, photo view, and both languages side by side."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from pages.models import BasePage

from .panel import BOTH, QuickActionsPanel
from .photo import ReplacePhoto


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("atajos/foto/<int:image_id>/", ReplacePhoto.as_view(), name="replace_photo")]


@hooks.register("construct_homepage_panels")
def quick_actions_panel(request: HttpRequest, panels: list) -> None:
    panels.append(QuickActionsPanel())


@hooks.register("insert_editor_js")
def editor_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("quick_actions/both-languages.js"))


@hooks.register("insert_global_admin_css")
def editor_css() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}">', static("quick_actions/both-languages.css")
    )


@hooks.register("register_page_header_buttons")
def page_buttons(page: BasePage, user, view_name: str, next_url=None) -> Iterator[Button]:
    if view_name != "edit" or getattr(page.specific_class, "single_language", False):
        return
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    yield Button(
        _("Both languages side by side"), url=f"{edit_url}?{BOTH}", icon_name="globe", priority=12
    )
