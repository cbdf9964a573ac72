"""Report on changes of accounts, from the audit log. It is read-only."""

from datetime import UTC

import django_filters
from auditlog.models import LogEntry
from django.db.models import DateTimeField, Field
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy

from .base import StaffReport

#: Of a second factor, whose fields have no labels of their own.
LABELS = {"type": gettext_lazy("Second factor"), "created_at": gettext_lazy("Created on")}


def actor_of(entry: LogEntry) -> str:
    """Return the e-mail address of the actor; actions on the server have none."""
    return entry.actor_email or _("on the server")


def changes_of(entry: LogEntry) -> str:
    """Return each field with its former and new value, but what only programs read."""
    fields = {field.name: field for field in entry.content_type.model_class()._meta.get_fields()}
    return "; ".join(
        f"{LABELS.get(name, fields[name].verbose_name)}: {change_text(fields[name], change)}"
        for name, change in entry.changes_dict.items()
        if name in fields and not fields[name].auto_created
    )


def change_text(field: Field, change: dict | list) -> str:
    if isinstance(change, dict):  # a group or permission that was given or taken
        operations = {"add": _("given"), "delete": _("taken away")}
        operation = operations.get(change["operation"], change["operation"])
        return f"{operation} {', '.join(change['objects'])}"
    before, after = (value_text(field, value) for value in change)
    return f"{before} → {after}"


def value_text(field: Field, value: str | None) -> str:
    """Return a value as staff read it: the log stores Python's representation, times in UTC."""
    words = {"None": "—", "": "—", None: "—", "True": _("yes"), "False": _("no")}
    if isinstance(field, DateTimeField) and value not in words:
        return date_format(localtime(parse_datetime(value).replace(tzinfo=UTC)), "DATETIME_FORMAT")
    return str({**words, **dict(field.flatchoices)}.get(value, value))


class AccountLogFilterSet(WagtailFilterSet):
    timestamp = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Date"), widget=DateRangePickerWidget
    )

    class Meta:
        model = LogEntry
        fields = ["timestamp", "action"]


class AccountLogView(StaffReport):
    """Changes of accounts, roles and second factors, newest first."""

    model = LogEntry
    page_title = gettext_lazy("Changes of accounts")
    header_icon = "user"
    slug = "cuentas"
    menu_order = 1200
    menu_label = gettext_lazy("Accounts")
    menu_permission = "auditlog.view_logentry"
    index_url_name = "account_log"
    permission_policy = ModelPermissionPolicy(LogEntry)
    any_permission_required = {"view"}
    filterset_class = AccountLogFilterSet
    default_ordering = "-timestamp"

    queryset = LogEntry.objects.select_related("content_type")
    columns = [
        DateColumn("timestamp", label=gettext_lazy("Date"), width="15%"),
        Column("actor", accessor=actor_of, label=gettext_lazy("Who"), width="20%"),
        Column("remote_addr", label=gettext_lazy("Address"), width="10%"),
        Column("object_repr", label=gettext_lazy("Account"), width="20%"),
        Column("action", accessor="get_action_display", label=gettext_lazy("Action"), width="8%"),
        Column("changes", accessor=changes_of, label=gettext_lazy("Before and after")),
    ]
