"""Admin listing of events: by date, with filters for decade, theme and doubt."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.viewsets.pages import PageListingViewSet

from .fields import in_decade
from .filters import decade_label
from .models import HistoryEventPage, Theme

# The menu hook that puts events, themes and sources under one menu item.
SUBMENU = "register_history_menu_item"


def decade_choices() -> list[tuple[str, str]]:
    """Return the decades in which events are listed."""
    in_one_decade = r"^\d{4}(0[1-9]|1[0-2])"  # other dates are between decades, or undated
    keyed = HistoryEventPage.objects.exclude(date="").filter(date_sort__regex=in_one_decade)
    keys = keyed.values_list("date_sort", flat=True)
    decades = sorted({int(key[:4]) // 10 * 10 for key in keys})
    return [(str(decade), decade_label(decade)) for decade in decades]


class HistoryEventFilterSet(PageListingViewSet.filterset_class):
    """Wagtail's page filters, with filters for decade, theme and doubt."""

    decade = django_filters.ChoiceFilter(
        label=_("Decade"), choices=decade_choices, method="by_decade"
    )
    themes = django_filters.ModelMultipleChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.all()
    )
    doubt = django_filters.ChoiceFilter(
        label=_("Doubt"),
        choices=[("yes", _("With a note of doubt")), ("no", _("Without a note"))],
        method="by_doubt",
    )

    class Meta:
        model = HistoryEventPage
        fields = ["decade", "themes", "doubt"]

    def by_decade(self, events: QuerySet, name: str, value: str) -> QuerySet:
        return events.filter(in_decade(int(value)))

    def by_doubt(self, events: QuerySet, name: str, value: str) -> QuerySet:
        return events.filter(~Q(note="") if value == "yes" else Q(note=""))


class HistoryEventIndexView(PageListingViewSet.index_view_class):
    """Index view ordered by date, with the themes of all events in one query."""

    default_ordering = "date_sort"

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().prefetch_related("themes")


def theme_names(event: HistoryEventPage) -> str:
    return ", ".join(theme.name for theme in event.themes.all())


class HistoryEventListing(PageListingViewSet):
    """Viewset of all events, regardless of their parent page."""

    model = HistoryEventPage
    index_view_class = HistoryEventIndexView
    icon = "date"
    menu_label = _("Events")
    menu_hook = SUBMENU
    menu_order = 100
    name = "history_events"
    url_prefix = "historia/hechos"
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("date_words", label=_("Date as written"), accessor="date_words"),
        Column("date", label=_("Date"), accessor="date_long", sort_key="date_sort"),
        Column("themes", label=_("Themes"), accessor=theme_names),
        Column("doubt", label=_("Doubt"), accessor=lambda e: _("Yes") if e.note else ""),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]
    filterset_class = HistoryEventFilterSet
