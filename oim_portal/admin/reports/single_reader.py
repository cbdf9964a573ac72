"""Report on texts that were published without a second reader, and why."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.permissions import policy_registry

from oim_portal.publishing.models import ReadText
from pages.models import BasePage

from .base import StaffReport

Kind = ReadText.Kind
LISTED = [Kind.URGENT, Kind.CORRECTION, Kind.SYSTEM]


class UrgentFilterSet(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Date"), widget=DateRangePickerWidget
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=[(kind.value, kind.label) for kind in LISTED]
    )

    class Meta:
        model = ReadText
        fields = ["at", "kind"]


class UrgentReport(StaffReport):
    """Texts published with a reason, with a correction or by the portal, newest first."""

    model = ReadText
    page_title = gettext_lazy("Published without a second reader")
    header_icon = "warning"
    slug = "urgentes"
    menu_order = 60
    menu_label = gettext_lazy("Without a second reader")
    index_url_name = "urgent_report"
    filterset_class = UrgentFilterSet
    default_ordering = "-at"
    export_filename = "publicaciones-urgentes"
    list_export = ["at", "page", "get_kind_display", "written_by", "reader", "why"]
    export_headings = {
        "at": gettext_lazy("Date"),
        "page": gettext_lazy("Page"),
        "get_kind_display": gettext_lazy("Kind"),
        "written_by": gettext_lazy("Written by"),
        "reader": gettext_lazy("Who"),
        "why": gettext_lazy("Reason"),
    }

    @property
    def columns(self) -> list[Column]:
        return [
            DateColumn("at", label=gettext_lazy("Date"), sort_key="at", width="12%"),
            TitleColumn("page", label=gettext_lazy("Page"), get_url=history_url, width="25%"),
            Column("get_kind_display", label=gettext_lazy("Kind"), width="15%"),
            Column("written_by", label=gettext_lazy("Written by"), width="15%"),
            Column("reader", label=gettext_lazy("Who"), width="13%"),
            Column("why", label=gettext_lazy("Reason")),
        ]

    def get_queryset(self) -> QuerySet[ReadText]:
        seen = policy_registry.get_by_type(BasePage).explorable_instances(self.request.user)
        found = ReadText.objects.filter(kind__in=LISTED, page__in=seen.values("pk"))
        self.queryset = found.select_related("reader", "page")
        return super().get_queryset()


def history_url(line: ReadText) -> str:
    """Return the URL of the history of an entry's page."""
    return reverse("wagtailadmin_pages:history", args=[line.page_id])
