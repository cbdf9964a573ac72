"""The report on what was published without a second reader, and why."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.models import PageLogEntry

from oim_portal.reports.base import StaffReport

from .urgent import ACTION


class UrgentFilterSet(WagtailFilterSet):
    timestamp = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Date"), widget=DateRangePickerWidget
    )

    class Meta:
        model = PageLogEntry
        fields = ["timestamp"]


class UrgentReport(StaffReport):
    """Lists urgent publications, the newest first, with the reason that was given."""

    model = PageLogEntry
    page_title = gettext_lazy("Published without a second reader")
    header_icon = "warning"
    index_url_name = "urgent_report"
    filterset_class = UrgentFilterSet
    default_ordering = "-timestamp"
    export_filename = "publicaciones-urgentes"
    list_export = ["timestamp", "label", "user", "comment"]
    export_headings = {
        "timestamp": gettext_lazy("Date"),
        "label": gettext_lazy("Page"),
        "user": gettext_lazy("Who"),
        "comment": gettext_lazy("Reason"),
    }

    @property
    def columns(self) -> list[Column]:
        return [
            DateColumn("timestamp", label=gettext_lazy("Date"), sort_key="timestamp", width="15%"),
            TitleColumn("label", label=gettext_lazy("Page"), get_url=history_url, width="30%"),
            Column("user", label=gettext_lazy("Who"), width="20%"),
            Column("comment", label=gettext_lazy("Reason")),
        ]

    def get_queryset(self) -> QuerySet[PageLogEntry]:
        entries = PageLogEntry.objects.viewable_by_user(self.request.user).filter(action=ACTION)
        self.queryset = entries.select_related("user", "page")
        return super().get_queryset()


def history_url(entry: PageLogEntry) -> str | None:
    """Return the history of an entry's page, or None for a page that was deleted."""
    return reverse("wagtailadmin_pages:history", args=[entry.page_id]) if entry.page else None
