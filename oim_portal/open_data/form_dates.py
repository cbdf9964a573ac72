"""The date of an event in its form, read from the words of its source as the import reads them."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from history.dates import PartialDate

from .importing.written_dates import parse_date


def date_of_words(words: str) -> PartialDate:
    """Return the date that words say; an undated one if they cannot be read as a date."""
    try:
        return PartialDate.parse(parse_date(words, timezone.localdate()).edtf)
    except ValidationError:
        return PartialDate()
