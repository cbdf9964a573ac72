"""Bounds of the dates that forms accept: fields, filters and blocks, of Wagtail's views too.

Django's fields accept the years 1 to 9999. In Ecuador's time their last hours are beyond what
Python converts to UTC, and PostgreSQL stores what cannot be read back, so that every page that
compares such a date would fail. No setting bounds them, and Wagtail makes its own fields.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.forms import DateField, DateTimeField, Field
from django.utils.translation import gettext as _

from .registry import replace

FIRST, LAST = 1900, 2199


def validate(field: Field, value: date | None) -> None:
    """Take the place of `Field.validate` in both fields: refuse other years as well."""
    Field.validate(field, value)
    if value and not FIRST <= value.year <= LAST:
        years = {"first": FIRST, "last": LAST}
        raise ValidationError(_("Choose a year from %(first)s to %(last)s.") % years)


def bound_dates() -> None:
    for field in (DateField, DateTimeField):
        replace(field, "validate", validate)
