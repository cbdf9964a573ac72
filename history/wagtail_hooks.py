"""Wagtail hooks: the admin menu item with events, themes and sources."""

from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .admin_listing import SUBMENU, HistoryEventListing
from .models import Source, Theme


@register_snippet
class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    menu_hook = SUBMENU
    menu_order = 200
    list_display = ["name", "slug"]


@register_snippet
class SourceViewSet(SnippetViewSet):
    model = Source
    icon = "doc-full-inverse"
    menu_label = _("Sources")
    menu_hook = SUBMENU
    menu_order = 300
    list_display = [
        "title",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        "number",
        BooleanColumn("document_seen", label=_("Seen"), sort_key="document_seen"),
    ]
    list_filter = ["kind", "document_seen"]


class HistoryGroup(ViewSetGroup):
    # With a context, since Wagtail's own "History" is the list of revisions of a page.
    menu_label = pgettext_lazy("of the organization", "History")
    menu_icon = "history"
    menu_order = 150
    submenu_hook = SUBMENU


@hooks.register("register_admin_viewset")
def history_in_the_menu() -> list:
    return [HistoryGroup(), HistoryEventListing()]
