"""Replaced methods and attributes of Wagtail's classes; rooms hand in what takes their place."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from django.forms import DateField, DateTimeField, Field
from django.utils.translation import get_language, gettext as _
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks.base import BlockWidget

from .registry import replace, uses


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


FIRST_YEAR, LAST_YEAR = 1900, 2199


def validate(field: Field, value: date | None) -> None:
    """Take the place of `Field.validate` in both fields: refuse other years as well."""
    Field.validate(field, value)
    if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValidationError(_("Choose a year from %(first)s to %(last)s.") % years)


def bound_dates() -> None:
    """Bound the dates that forms accept: fields, filters and blocks, of Wagtail's views too.

    Django's fields accept the years 1 to 9999. In Ecuador's time their last hours are beyond what
    Python converts to UTC, and PostgreSQL stores what cannot be read back, so that every page that
    compares such a date would fail. No setting bounds them, and Wagtail makes its own fields.
    """
    for field in (DateField, DateTimeField):
        replace(field, "validate", validate)


@uses("wagtail.blocks.base:BlockWidget")
def cache_block_definitions() -> None:
    """Let `BlockWidget` take a packed definition from the last form in the same language.

    Wagtail packs the definition of every block of every stream each time that a form is made: a
    third of the time of an edit form with a stream for each language. A definition depends on the
    user's language alone. No upstream issue is known.
    """
    pack = BlockWidget._build_block_json

    def packed(self: BlockWidget) -> None:
        # On the definition, which lives as long as the process.
        cache = self.block_def.__dict__.setdefault("packed_by_language", {})
        language = get_language()
        if language not in cache:
            pack(self)
            cache[language] = self._js_context, self._block_json
        self._js_context, self._block_json = cache[language]

    replace(BlockWidget, "_build_block_json", packed)
