"""Hooks: snippets and menu of the public search, synonyms and recommended pages."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Promotion, Synonyms

SUBMENU = "register_search_menu_item"


@register_snippet
class SynonymsViewSet(SnippetViewSet):
    model = Synonyms
    icon = "resubmit"
    menu_label = _("Synonyms")
    menu_hook = SUBMENU
    menu_order = 100
    list_display = ["words", "language"]


@register_snippet
class PromotionViewSet(SnippetViewSet):
    model = Promotion
    icon = "pick"
    menu_label = _("Recommended pages")
    menu_hook = SUBMENU
    menu_order = 200
    list_display = ["searches", "page", "language"]


class SearchGroup(ViewSetGroup):
    menu_label = _("Public search")
    menu_icon = "search"
    menu_order = 160
    submenu_hook = SUBMENU


@hooks.register("register_admin_viewset")
def search_in_the_menu() -> SearchGroup:
    return SearchGroup()
