"""Model field for partial dates, and the mixin with the columns for sorting and filtering."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .dates import (
    FIRST_YEAR,
    LAST_YEAR,
    SORT_KEY_LENGTH,
    PartialDate,
    PartialDateError,
    placed_years,
    sort_key,
)
from .dates.choice import MAX_SET_LENGTH
from .dates.ordering import FIRST_DAY, LAST_DAY
from .forms import PartialDateFormField

# The order of dated rows; the primary key breaks ties between rows of the same date.
DATE_ORDER = ("date_sort", "pk")


class UnreadableDate(str):
    """A text in a date column that is not EDTF, written without the field, such as by SQL.

    Reading such a row does not fail, as that would take down every list with it. It is saved
    unchanged, refused by validation, and has only the parts of the ``PartialDate`` API that staff
    need to correct it.
    """

    __slots__ = ()

    @property
    def edtf(self) -> str:
        return str(self)

    def wording(self, language: str | None = None) -> str:
        return str(self)


class PartialDateField(models.Field):
    """Stores a ``PartialDate`` as EDTF in one text column; undated is the empty text, never NULL.

    The attribute is a ``PartialDate`` on rows that were read, cleaned or saved as ``DatedMixin``
    (``UnreadableDate`` if the column is not EDTF). EDTF may be assigned too; JSON (fixtures,
    revisions) contains EDTF.
    """

    description = _("Partial date")

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 32)  # the default of the first migrations
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.max_length == 32:
            del kwargs["max_length"]
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "CharField"

    def get_default(self) -> PartialDate:
        return self.to_python(super().get_default())

    def to_python(self, value) -> PartialDate:
        """Return a ``PartialDate`` for one, EDTF or ``None``; else raise ``ValidationError``."""
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(str(value or ""))
        except PartialDateError as error:
            raise ValidationError(error.message, code=error.code, params=error.params) from error

    def from_db_value(self, value, expression, connection) -> PartialDate | UnreadableDate | None:
        if value is None:  # outer joins only
            return None
        try:
            return PartialDate.parse(value)
        except PartialDateError:
            return UnreadableDate(value)

    def get_prep_value(self, value) -> str | None:
        value = super().get_prep_value(value)
        if value is None or isinstance(value, UnreadableDate):
            return value
        return self.to_python(value).edtf

    def validate(self, value: PartialDate, model_instance) -> None:
        if value.is_undated and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def value_to_string(self, obj) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs):
        return super().formfield(form_class=PartialDateFormField, **kwargs)


class DatedMixin(models.Model):
    """A model with a partial date, by which PostgreSQL orders, filters and indexes it.

    ``date_sort``, ``date_from`` and ``date_to`` are computed from ``date`` and ``sort_year``
    whenever a row is cleaned or saved; order by ``DATE_ORDER``, filter by ``in_decade``. They are
    plain columns, since SQL cannot read EDTF. ``QuerySet.update`` of ``date`` does not update them.
    Inherit before the page class: ``class EventPage(DatedMixin, BasePage)``.
    """

    date = PartialDateField(_("date"), blank=True, max_length=MAX_SET_LENGTH)
    sort_year = models.PositiveSmallIntegerField(
        _("year to sort by"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
        help_text=_(
            "Only for what has no date: it is listed at the end of this year. Never shown."
        ),
    )
    date_sort = models.CharField(
        max_length=SORT_KEY_LENGTH, editable=False, db_index=True, db_collation="C"
    )
    date_from = models.DateField(null=True, editable=False, db_index=True)
    date_to = models.DateField(null=True, editable=False, db_index=True)

    SORT_COLUMNS = ("date_sort", "date_from", "date_to")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        self.set_sort_columns()
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and {"date", "sort_year"}.intersection(update_fields):
            kwargs["update_fields"] = {*update_fields, *self.SORT_COLUMNS}
        super().save(*args, **kwargs)

    def full_clean(self, *args, **kwargs) -> None:
        super().full_clean(*args, **kwargs)
        self.set_sort_columns()

    def set_sort_columns(self) -> None:
        """Compute the sort columns from ``date`` and ``sort_year``.

        An unreadable date leaves them unchanged, so that its row can be unpublished or moved to the
        trash before its date is corrected.
        """
        if isinstance(self.date, UnreadableDate):
            return
        self.date = self._meta.get_field("date").to_python(self.date)
        self.date_sort = sort_key(self.date, undated_year=self.sort_year)
        self.date_from = self.date.earliest
        self.date_to = self.date.latest

    @property
    def placed_years(self) -> tuple[int, int] | None:
        """First and last year of the decade or decades under which to list this; see `ordering`."""
        return placed_years(self.date, undated_year=self.sort_year)

    @property
    def decade(self) -> int | None:
        """First year of the decade under which to list this; ``None`` if it is not a single one."""
        first, last = self.placed_years or (0, 0)
        return first if last - first == 9 else None


def in_decade(decade: int) -> Q:
    """Return the condition for dates that belong to the decade that begins in ``decade``.

    These are the dates listed under it, and those with two known ends that overlap it: periods, and
    dates that may lie in it, such as 'some year between 1900 and 1999'. A date with an open end
    belongs only to the decade under which it is listed: 'from 1965 on' is not an event of every
    later decade. '1965 or 1992' does not belong to the decades between.
    """
    first, after = decade * 10_000 + FIRST_DAY, (decade + 9) * 10_000 + LAST_DAY + 1
    listed = Q(date_sort__gte=f"{first:08}", date_sort__lt=f"{after:08}")
    touching = Q(
        date_from__lt=datetime.date(decade + 10, 1, 1), date_to__gte=datetime.date(decade, 1, 1)
    )
    # The sort key ends in the EDTF. A set that has a range may be any date within it.
    dates = rf"[\[,~?%]({decade // 10}|{decade // 100}XX)"
    elsewhere = Q(date_sort__regex=rf"^[0-9]{{17}}(?=\[)(?!.*\.\.)(?!.*{dates})")
    return listed | (touching & ~elsewhere)


def is_in_decade(row: DatedMixin, decade: int) -> bool:
    """Return whether `in_decade` finds a row that was read already."""
    first, after = decade * 10_000 + FIRST_DAY, (decade + 9) * 10_000 + LAST_DAY + 1
    if f"{first:08}" <= row.date_sort < f"{after:08}":
        return True
    if row.date_from is None or row.date_to is None:
        return False
    touches = row.date_from.year < decade + 10 and row.date_to.year >= decade
    if not row.date.is_one_of or any(each.is_range for each in row.date.start.members):
        return touches
    spans = [(date.earliest.year, date.latest.year) for date in row.date.start.dates]
    return touches and any(start < decade + 10 and end >= decade for start, end in spans)
