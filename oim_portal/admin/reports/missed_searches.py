"""Report on visitors' searches without results."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy

from oim_portal.search.models import MissedSearch
from pages.languages import language_names

from .base import StaffReport


class MissedSearchReport(StaffReport):
    """Searches without results, most frequent first: subjects to write on, or synonyms to add."""

    model = MissedSearch
    page_title = _("Searches without result")
    header_icon = "search"
    slug = "busquedas"
    menu_order = 1300
    menu_permission = "search.view_missedsearch"
    index_url_name = "missed_searches"
    permission_policy = ModelPermissionPolicy(MissedSearch)
    any_permission_required = {"view"}
    default_ordering = "-times"

    columns = [
        Column("text", label=_("Search"), sort_key="text"),
        Column("shown_instead", label=_("Results were shown for")),
        Column(
            "language",
            label=_("Language"),
            accessor=lambda each: language_names().get(each.language, ""),
        ),
        Column("times", label=_("Times"), sort_key="times"),
        DateColumn("last_on", label=_("Last on"), sort_key="last_on"),
    ]
