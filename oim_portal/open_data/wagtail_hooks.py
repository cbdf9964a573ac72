"""Hooks: URLs, menu item and log actions of the import, for staff who may publish the history."""

from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import policy_registry

from history.admin_listing import SUBMENU
from history.models import HistoryPage

from .importing import carrying_out, undoing, views


class ImportMenuItem(MenuItem):
    """Menu item of the import.

    It is shown on every admin page, so its check costs no query; the views check more closely.
    """

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(HistoryPage)
        return policy.user_has_permission(request.user, "publish")


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    one = "historia/importar/<int:import_id>/"
    return [
        path("historia/importar/", views.EventImports.as_view(), name="event_imports"),
        path("historia/importar/hechos.csv", views.EventTable.as_view(), name="event_table"),
        path(one, views.ImportPreview.as_view(), name="event_import"),
        path(f"{one}leer/", views.ReadImport.as_view(), name="event_import_read"),
        path(f"{one}deshacer/", views.UndoImport.as_view(), name="event_import_undo"),
    ]


@hooks.register(SUBMENU)
def import_menu_item() -> MenuItem:
    return ImportMenuItem(
        _("Import events"), reverse("event_imports"), icon_name="upload", order=400
    )


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(carrying_out.ACTION, _("Import events"), _("Imported from a table"))
    actions.register_action(undoing.ACTION, _("Undo an import"), _("Import undone"))
