"""The form field with which staff give partial dates in their own words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .date_entry import join
from .dates import PartialDate
from .widgets import PartialDateWidget


class PartialDateFormField(forms.Field):
    """Cleans what ``PartialDateWidget`` collects to a ``PartialDate``.

    Required means: not undated.
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
    """For forms of ``DatedMixin`` models: what is undated needs a year to be placed in the order.

    Drafts may go without; in Wagtail's forms that is when validation is deferred.
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
