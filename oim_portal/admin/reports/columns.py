"""Columns of reports that Wagtail does not have."""

from collections.abc import Callable

from django.middleware.csrf import get_token
from wagtail.admin.ui.tables import Column


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
