"""Hooks of the quick actions: dashboard panel, alert and photo."""

from django.http import HttpRequest
from django.urls import path
from django.urls.resolvers import URLPattern
from wagtail import hooks

from .alert import AlertView
from .panel import QuickActionsPanel
from .photo import ReplacePhoto


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("atajos/aviso/", AlertView.as_view(), name="alert"),
        path("atajos/foto/<int:image_id>/", ReplacePhoto.as_view(), name="replace_photo"),
    ]


@hooks.register("construct_homepage_panels")
def quick_actions_panel(request: HttpRequest, panels: list) -> None:
    panels.append(QuickActionsPanel())
