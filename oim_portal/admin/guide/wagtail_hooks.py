"""Hooks of the staff guide: URLs, the help menu, and a button on the form of each page."""

from collections.abc import Iterator

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _, gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from pages.models import BasePage

from .views import GuideView

# Wagtail's items: an English guide to the stock editor, and news for developers.
NOT_OURS = ("editor-guide", "whats-new-in-wagtail")


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("ayuda/", GuideView.as_view(), name="guide"),
        path("ayuda/<slug:chapter>/", GuideView.as_view(), name="guide_chapter"),
    ]


@hooks.register("register_help_menu_item")
def menu_item() -> MenuItem:
    return MenuItem(
        gettext_lazy("Guide"), reverse("guide"), name="guide", icon_name="help", order=10
    )


@hooks.register("construct_help_menu")
def leave_out_what_is_not_ours(request, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(NOT_OURS)]


@hooks.register("register_page_header_buttons")
def help_button(page: BasePage, user, view_name: str, next_url=None) -> Iterator[Button]:
    """Link the form of a page to the chapter on its type."""
    if view_name == "edit":
        yield Button(
            _("Help with this page"),
            url=reverse("guide_chapter", args=[page.specific_class.help_chapter]),
            icon_name="help",
            priority=90,
        )
