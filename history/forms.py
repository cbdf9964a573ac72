"""Form field for partial dates, and the form mixin of dated models."""

from collections.abc import Callable

from django import forms
from django.conf import settings
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

    Left without both, the date is what its source's words say, if they can be read as one. Drafts
    need neither; in Wagtail's forms their validation is deferred.
    """

    #: Returns the date that words say, or no date; `open_data`, which has the parser, sets it.
    read_date: Callable[[str], PartialDate] = staticmethod(lambda words: PartialDate())

    def clean(self):
        cleaned = super().clean()
        if not {"date", "sort_year"} <= cleaned.keys():
            return cleaned
        if cleaned["date"].is_undated and cleaned["sort_year"] is None:
            name = getattr(getattr(self, "instance", None), "words_field", "")
            words = cleaned.get(f"{name}_{settings.LANGUAGE_CODE}") or ""
            cleaned["date"] = self.read_date(words)
            if cleaned["date"].is_undated and not getattr(self, "is_deferred_validation", False):
                message = _("Choose when it was, or write a year to sort by; that is never shown.")
                self.add_error("date", message)
        return cleaned
