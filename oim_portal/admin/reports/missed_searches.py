"""The report of what visitors searched for and did not find."""

from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from oim_portal.search.models import MissedSearch

PERMISSION = "search.view_missedsearch"


class MissedSearchMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.has_perm(PERMISSION)


class MissedSearchReport(ReportView):
    """Lists searches without result, the most frequent first: what to write, or a synonym."""

    model = MissedSearch
    page_title = MissedSearch._meta.verbose_name_plural
    header_icon = "search"
    index_url_name = "missed_searches"
    index_results_url_name = "missed_searches_results"
    permission_required = "view"
    default_ordering = "-times"
    list_export = ["text", "language", "times", "last_on"]

    @property
    def columns(self) -> list[Column]:
        return [
            Column("text", label=_("Search"), sort_key="text"),
            Column("language", label=_("Language")),
            Column("times", label=_("Times"), sort_key="times"),
            DateColumn("last_on", label=_("Last on"), sort_key="last_on"),
        ]
