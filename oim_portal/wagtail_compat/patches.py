"""Replaced methods and attributes of Wagtail's classes; rooms hand in what takes their place."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models.fields.files import FieldFile
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.widgets import BaseChooser

from .registry import replace


def write_spreadsheets_by(*methods: Callable[..., Any]) -> None:
    """Let every list and report of the admin be exported by methods of the same names.

    No setting names the classes of Wagtail's views, all of which inherit `SpreadsheetExportMixin`.
    Upstream: https://github.com/wagtail/wagtail/issues/3466.
    """
    for method in methods:
        replace(SpreadsheetExportMixin, method.__name__, method)


def publish_within(wrapper: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Wrap the method by which editor, workflow, bulk action and scheduler publish.

    They name Wagtail's action, which no subclass takes the place of; its hooks are those of one
    view, and nothing is sent before it. Upstream: https://github.com/wagtail/wagtail/issues/11812
    (a signal), https://github.com/wagtail/wagtail/pull/13879 (one transaction).
    """
    replace(PublishRevisionAction, "execute", wrapper(PublishRevisionAction.execute))


def store_files_by(label: str, field_name: str, file_class: type[FieldFile]) -> None:
    """Let the file column of a package's model store its files by another class.

    A column of ours is declared with its class; nothing declares that of a package's model.
    """
    replace(apps.get_model(label)._meta.get_field(field_name), "attr_class", file_class)


def render_choosers_by(method: Callable[..., Any]) -> None:
    """Let all choosers be rendered by a method.

    They write their script in Python, and Wagtail's own views name their classes: neither a
    template nor a subclass reaches them all. https://github.com/wagtail/wagtail/issues/12940.
    """
    replace(BaseChooser, "render", method)
