"""What staff keep of the search: synonyms, recommended pages, and the report of what was missed."""

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from oim_portal.admin.reports.missed_searches import MissedSearchMenuItem, MissedSearchReport

from .models import MissedSearch, Promotion, Synonyms

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


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    return [
        path("reports/busquedas/", MissedSearchReport.as_view(), name="missed_searches"),
        path(
            "reports/busquedas/results/",
            MissedSearchReport.as_view(results_only=True),
            name="missed_searches_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    label = MissedSearch._meta.verbose_name_plural
    return MissedSearchMenuItem(label, reverse("missed_searches"), icon_name="search", order=1300)
