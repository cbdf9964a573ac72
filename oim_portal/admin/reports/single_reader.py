"""Report on texts that were published without a second reader, and why."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from oim_portal.publishing.models import ReadText

from .base import StaffReport

Kind = ReadText.Kind
# The kinds that let a text be public though nobody but its writers has read all of it. READ is the
# ordinary way, and PUBLIC is what was public before the register.
LISTED = [Kind.URGENT, Kind.CORRECTION, Kind.SYSTEM]


def history_url(line: ReadText) -> str:
    """Return the URL of the history of an entry's page."""
    return reverse("wagtailadmin_pages:history", args=[line.page_id])


class SingleReaderFilterSet(WagtailFilterSet):
    at = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=[(kind.value, kind.label) for kind in LISTED]
    )

    class Meta:
        model = ReadText
        fields = ["at", "kind"]


class SingleReaderReport(StaffReport):
    """Texts published with a reason, with a correction or by the portal, newest first."""

    model = ReadText
    page_title = _("Published without a second reader")
    header_icon = "warning"
    slug = "urgentes"
    menu_order = 60
    menu_label = _("Without a second reader")
    index_url_name = "single_reader_report"
    filterset_class = SingleReaderFilterSet
    default_ordering = "-at"

    columns = [
        DateColumn("at", label=_("Date"), sort_key="at", width="12%"),
        TitleColumn("page", label=_("Page"), get_url=history_url, width="25%"),
        Column("get_kind_display", label=_("Kind"), width="15%"),
        Column("written_by", label=_("Written by"), width="15%"),
        Column("reader", label=_("Who"), width="13%"),
        Column("why", label=_("Reason")),
    ]

    def get_base_queryset(self) -> QuerySet[ReadText]:
        seen = self.permission_policy.explorable_instances(self.request.user)
        found = ReadText.objects.filter(kind__in=LISTED, page__in=seen.values("pk"))
        return found.select_related("reader", "page")
