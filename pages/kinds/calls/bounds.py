"""Bounds of the moments of a call, beyond which a year is an error of typing."""

from datetime import UTC, datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

#: Nobody waits longer for a call to close: a later year is an error of typing.
LONGEST = timedelta(days=731)
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
IN_BOUNDS = [
    MinValueValidator(EARLIEST, _("Check the year.")),
    MaxValueValidator(LATEST, _("Check the year.")),
]
