"""Form field for partial dates, and the form mixin of dated models."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .date_entry import join
from .dates import PartialDate
from .widgets import PartialDateWidget


class PartialDateFormField(forms.Field):
    """Cleans the values of a ``PartialDateWidget`` to a ``PartialDate``.

    A required field rejects 'undated'.
    """

    widget = PartialDateWidget
    empty_values = (PartialDate(),)

    def to_python(self, value) -> PartialDate:
        if isinstance(value, PartialDate):
            return value
        return join(value or {})

    def has_changed(self, initial, data) -> bool:
        if self.disabled:
            return False
        try:
            return self.to_python(data) != self.to_python(initial)
        except forms.ValidationError:
            return True


class DatedFormMixin:
    """Form mixin of ``DatedMixin`` models: without a date, a year to sort by is required.

    Drafts do not need it; in Wagtail's forms their validation is deferred.
    """

    def clean(self):
        cleaned = super().clean()
        deferred = getattr(self, "is_deferred_validation", False)
        if {"date", "sort_year"} <= cleaned.keys() and not deferred:
            placed = cleaned["sort_year"] is not None or not cleaned["date"].is_undated
            if not placed:
                message = _("Without a date, this needs a year to sort by; it is never shown.")
                self.add_error("sort_year", message)
        return cleaned
