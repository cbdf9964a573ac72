"""Base class of the reports (URL, menu item, permissions, spreadsheet), and their columns."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Model, QuerySet, Window
from django.middleware.csrf import get_token
from django.urls import reverse
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from pages.models import BasePage
from pages.permissions import WORK


class SingleQueryPaginator(WagtailPaginator):
    """Paginator whose rows bring the total count along, which saves a query."""

    def get_page(self, number: str | None) -> Page:
        if not isinstance(self.object_list, QuerySet):
            return super().get_page(number)
        place = max(int(number), 1) if number and number.isdecimal() else 1
        first = (place - 1) * self.per_page
        rows = self.object_list.annotate(in_all=Window(Count("*")))
        found = list(rows[first : first + self.per_page])
        if not found:
            return super().get_page(number)
        self.count = found[0].in_all
        return Page(found, place, self)


class StaffReport(ReportView):
    """A report in the admin, for all users who work on pages unless a subclass says otherwise.

    A subclass in a module of this package is all that a report needs: `wagtail_hooks` derives its
    URLs (`/admin/reports/<slug>/`, named `index_url_name`, and the same with '_results' for the
    list alone) and its menu item. Its spreadsheet has the columns of the list that have a label.
    Content above the list is the block `summary` of its template. Tests bound the number of
    queries.
    """

    slug: str
    menu_order: int
    menu_label: object = None  # the page's title
    menu_permission: str | None = None  # hides only the menu item: see `any_permission_required`

    permission_policy = policy_registry.get_by_type(BasePage)
    any_permission_required = WORK
    paginator_class = SingleQueryPaginator
    template_name = "reports/report.html"
    table_classname = "listing staff-report"

    @property
    def index_results_url_name(self) -> str:
        return f"{self.index_url_name}_results"

    @property
    def export_filename(self) -> str:
        return self.slug

    @property
    def list_export(self) -> list[str]:
        return list(self.exported)

    @property
    def exported(self) -> dict[str, Column]:
        """The columns of the spreadsheet, by name."""
        return {column.name: column for column in self.columns if column.label}

    def get_heading(self, queryset: QuerySet, field: str) -> str:
        return str(self.exported[field].label)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {name: column.get_value(item) for name, column in self.exported.items()}

    def permitted(self) -> QuerySet:
        """Return the objects for which the user has one of the permissions of the report."""
        return self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )

    @property
    def back_url(self) -> str:
        """URL of the report with its current filters, to return to."""
        return self.request.get_full_path().replace("/results/", "/")


def edit_url(page: Model) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class LinesColumn(Column):
    """Column of several sentences: the accessor returns a list of texts."""

    cell_template_name = "reports/lines_cell.html"


class ButtonColumn(Column):
    """Column of a button that posts to the URL returned by `get_url`; empty without one.

    `button_label` is the same in each row, or a function of its object.
    """

    cell_template_name = "reports/button_cell.html"

    def __init__(
        self,
        name: str,
        *,
        button_label: object | Callable,
        get_url: Callable,
        back_url: str,
        **kwargs,
    ) -> None:
        super().__init__(name, **kwargs)
        self.button_label, self.get_url, self.back_url = button_label, get_url, back_url

    def get_value(self, instance) -> str:
        return self.get_url(instance) or ""

    def get_cell_context_data(self, instance, parent_context) -> dict:
        context = super().get_cell_context_data(instance, parent_context)
        label = self.button_label
        context["label"] = label(instance) if callable(label) else label
        return context | {"csrf_token": get_token(parent_context["request"])}


class PictureColumn(Column):
    """Column of a small picture: the accessor returns a rendition, or None without one."""

    cell_template_name = "reports/picture_cell.html"
