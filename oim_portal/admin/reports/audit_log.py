"""Report on changes of accounts, from the audit log. It is read-only."""

import django_filters
from auditlog.models import LogEntry
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy

from .base import StaffReport


def actor_of(entry: LogEntry) -> str:
    """Return the e-mail address of the actor; actions on the server have none."""
    return entry.actor_email or _("on the server")


def changes_of(entry: LogEntry) -> str:
    """Return each field with its former and new value."""
    model = entry.content_type.model_class()
    return "; ".join(
        f"{label_of(model, name)}: {change_text(change)}"
        for name, change in entry.changes_dict.items()
    )


def label_of(model: type[Model] | None, name: str) -> str:
    """Return a field's label; its name if the field no longer exists."""
    try:
        field = model._meta.get_field(name)
    except (AttributeError, FieldDoesNotExist):
        return name
    if field.auto_created and field.is_relation:
        return str(field.related_model._meta.verbose_name_plural)
    return str(field.verbose_name)


def change_text(change: dict | list) -> str:
    if isinstance(change, dict):  # a group or permission that was given or taken
        operations = {"add": _("given"), "delete": _("taken away")}
        operation = operations.get(change["operation"], change["operation"])
        return f"{operation} {', '.join(change['objects'])}"
    before, after = (value_text(value) for value in change)
    return f"{before} → {after}"


def value_text(value: str | None) -> str:
    """Return a value as staff read it: the log stores Python's representation."""
    return {"None": "—", "": "—", None: "—", "True": _("yes"), "False": _("no")}.get(value, value)


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
