"""A model field that holds a partial date, and the columns by which the database sorts it."""

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
from .dates.choice import LONGEST
from .dates.ordering import FIRST_DAY, LAST_DAY
from .forms import PartialDateFormField

# The order of dated rows; the key is a tie breaker for rows of the very same date.
DATE_ORDER = ("date_sort", "pk")


class UnreadableDate(str):
    """A text in a date's column that is not EDTF: somebody wrote it past the field.

    Reading such a row does not fail, or it would take down every list that holds it. It is saved as
    it was, refused by validation, and has no more of a ``PartialDate`` than staff need to mend it.
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
    (``UnreadableDate`` where the column holds no date); EDTF may be assigned too, and is what JSON
    (fixtures, revisions) holds.
    """

    description = _("Partial date")

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 32)  # as the first migrations make it
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
        """A ``PartialDate`` from one, from EDTF or from ``None``; else a ``ValidationError``."""
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

    ``date_sort``, ``date_from`` and ``date_to`` follow from ``date`` and ``sort_year`` and are set
    whenever a row is cleaned or saved; order by ``DATE_ORDER``, filter by ``in_decade``. They are
    plain columns, since SQL cannot read EDTF. ``QuerySet.update`` of ``date`` passes them by.
    Inherit before the page class: ``class EventPage(DatedMixin, BasePage)``.
    """

    date = PartialDateField(_("date"), blank=True, max_length=LONGEST)
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
        """Make the columns of the database say what ``date`` and ``sort_year`` say.

        A date that cannot be read leaves them as they are, so that its row can be withdrawn or
        moved to the bin before somebody mends it.
        """
        if isinstance(self.date, UnreadableDate):
            return
        self.date = self._meta.get_field("date").to_python(self.date)
        self.date_sort = sort_key(self.date, undated_year=self.sort_year)
        self.date_from = self.date.earliest
        self.date_to = self.date.latest

    @property
    def placed_years(self) -> tuple[int, int] | None:
        """First and last year of the decade, or decades, to list this under; see `ordering`."""
        return placed_years(self.date, undated_year=self.sort_year)

    @property
    def decade(self) -> int | None:
        """The first year of the one decade to list this under; ``None`` when there is none."""
        first, last = self.placed_years or (0, 0)
        return first if last - first == 9 else None


def in_decade(decade: int) -> Q:
    """What belongs to the decade that begins in the year ``decade``, for ``QuerySet.filter``.

    That is all that is listed there, and all with two known ends that touch it: periods, and what
    may have been in it, such as 'some year between 1900 and 1999'. What is open at an end counts
    where it is listed only: 'from 1965 on' is not news of every decade since. '1965 or 1992' was
    never in the decades between.
    """
    first, after = decade * 10_000 + FIRST_DAY, (decade + 9) * 10_000 + LAST_DAY + 1
    listed = Q(date_sort__gte=f"{first:08}", date_sort__lt=f"{after:08}")
    touching = Q(
        date_from__lt=datetime.date(decade + 10, 1, 1), date_to__gte=datetime.date(decade, 1, 1)
    )
    # The sort key ends in the EDTF; a set with a range in it may be anywhere within.
    dates = rf"[\[,~?%]({decade // 10}|{decade // 100}XX)"
    elsewhere = Q(date_sort__regex=rf"^[0-9]{{17}}(?=\[)(?!.*\.\.)(?!.*{dates})")
    return listed | (touching & ~elsewhere)
