"""The audit log in the admin: to read, for those who may; there is no way to change it."""

import django_filters
from auditlog.models import LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

PERMISSION = "auditlog.view_logentry"


class LogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


class AccountLogFilterSet(WagtailFilterSet):
    timestamp = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Date"), widget=DateRangePickerWidget
    )

    class Meta:
        model = LogEntry
        fields = ["timestamp", "action"]


class AccountLogView(ReportView):
    """Lists changes of accounts, roles and second factors, the newest first."""

    model = LogEntry
    page_title = gettext_lazy("Changes of accounts")
    header_icon = "user"
    index_url_name = "account_log"
    index_results_url_name = "account_log_results"
    permission_required = "view"
    filterset_class = AccountLogFilterSet
    default_ordering = "-timestamp"
    list_export = ["timestamp", "actor_email", "remote_addr", "object_repr", "action", "changes"]

    @property
    def columns(self) -> list[Column]:
        return [
            DateColumn("timestamp", label=_("Date"), width="15%"),
            Column("actor", accessor=actor_of, label=_("Who"), width="20%"),
            Column("remote_addr", label=_("Address"), width="10%"),
            Column("object_repr", label=_("Account"), width="20%"),
            Column("action", accessor="get_action_display", label=_("Action"), width="8%"),
            Column("changes", accessor=changes_of, label=_("Before and after")),
        ]

    def get_queryset(self) -> QuerySet[LogEntry]:
        return super().get_queryset().select_related("content_type")


def actor_of(entry: LogEntry) -> str:
    """Return who acted; what happens on the server has nobody."""
    return entry.actor_email or _("on the server")


def changes_of(entry: LogEntry) -> str:
    """Return each field with what it was and what it became."""
    return "; ".join(change_text(name, change) for name, change in entry.changes_dict.items())


def change_text(name: str, change: dict | list) -> str:
    if isinstance(change, dict):  # a group or permission that was given or taken
        return f"{name}: {change['operation']} {', '.join(change['objects'])}"
    before, after = change
    return f"{name}: {before} → {after}"
