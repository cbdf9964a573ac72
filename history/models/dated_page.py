"""Mixin of page types with a date as its source writes it: events and programmes."""

from string import ascii_letters

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from oim_portal.media.card_marks import Mark
from oim_portal.media.cards import CardDate
from oim_portal.web.templatetags.web_tags import RULE_BEGINS
from pages.languages import Localized, current_language, localized
from pages.models.page_type import PageTypeMixin

from ..axis import Axis
from ..dates import (
    LAST_YEAR,
    DateParts,
    End,
    PartialDate,
    PartialDateError,
    SimpleDate,
    abbreviate,
    date_parts,
    known_of,
)
from ..fields import DATE_ORDER, DatedMixin, UnreadableDate

WITHIN_PARENTHESES = str.maketrans("()", "[]")


class DatedPageMixin(DatedMixin):
    """A page whose date readers see word for word; list it before `BasePage` among the bases."""

    at_the_latest = models.BooleanField(
        _("at the latest"),
        default=False,
        help_text=_("The source says 'by' this date: it may have been so before."),
    )

    #: The translated field with the wording of the source.
    words_field = "date_as_written"
    own_fields = (*PageTypeMixin.own_fields, "date", "at_the_latest", words_field)
    frame_order = DATE_ORDER

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data, *args, **kwargs):
        """Read a revision; an unreadable date does not fail, so that the edit form opens."""
        try:
            PartialDate.parse(data.get("date") or "")
        except PartialDateError:
            page = super().from_serializable_data(data | {"date": ""}, *args, **kwargs)
            if page is not None:
                page.date = UnreadableDate(data["date"])
            return page
        return super().from_serializable_data(data, *args, **kwargs)

    @property
    def date_words(self) -> Localized:
        """The date for readers: the source's wording, else plain words; false if it has none."""
        written = localized(self, self.words_field)
        if written or self.date.is_undated:
            return written
        words = self.date_long
        return Localized(words, self._language_of(words))

    @property
    def date_long(self) -> str:
        """The date in plain words of the active language, for running text."""
        if self._is_unreadable:
            return str(self.date)
        return self.date.wording(at_the_latest=self.at_the_latest)

    @property
    def date_short(self) -> str:
        """The date beside a mark: '16.12.1965', '1973 or before'; '' when undated."""
        return "" if self._is_unreadable else abbreviate(self.date, self.at_the_latest)

    @property
    def date_parts(self) -> DateParts:
        """The date as it is set with its year large: the words over it, itself, and under it."""
        if self._is_unreadable:
            return DateParts("", "", "")
        by_hand = self.sort_year is not None and self.sort_year < LAST_YEAR
        return date_parts(self.date, self.at_the_latest, placed_by_hand=by_hand)

    @property
    def date_known(self) -> str:
        """What is known of the date, and what is not: 'the latest date, not the beginning'."""
        return "" if self._is_unreadable else known_of(self.date, self.at_the_latest)

    @property
    def _is_unreadable(self) -> bool:
        return isinstance(self.date, UnreadableDate)

    def _language_of(self, words: str) -> str:
        """Return the language of the plain words: Spanish if the active one lacks them."""
        with translation.override(settings.LANGUAGE_CODE):
            is_fallback = words == self.date_long and not set(words).isdisjoint(ascii_letters)
        return settings.LANGUAGE_CODE if is_fallback else current_language()

    @property
    def html_datetime(self) -> str | None:
        """The value for `<time datetime>`; None for a latest date, which is not exact."""
        return None if self.at_the_latest else self.date.html_datetime

    def check_values(self) -> None:
        super().check_values()
        self._meta.get_field("date").to_python(self.date)
        # The properties that lists read.
        for name in ("date_words", "date_parts", "html_datetime", "placed_years"):
            getattr(self, name)
        self.coverage()

    def in_short(self, request: HttpRequest) -> str:
        return "" if self.date.is_undated else self.date_long

    def card_date(self) -> CardDate | None:
        if self.date.is_undated or self._is_unreadable:
            return None
        axis = Axis.of([self])
        axis = Axis(min(axis.first_year, RULE_BEGINS), axis.last_year)
        mark = axis.mark(self)
        if mark is None:
            return None
        # In pixels of the card, so that 'until today' is not another picture each day.
        shapes = tuple(
            (str(each.kind), round(each.start, 1), round(each.end, 1)) for each in mark.shapes
        )
        drawn = Mark(axis.first_year, axis.last_year, shapes, mark.about, mark.uncertain)
        return CardDate(*self.date_parts, mark=drawn)

    def cited_title(self) -> str:
        """Return the title with the date that it tells of, which is not that of the page.

        The date is in the words and the language of the page, as a part of the title that no style
        puts in another order; what is in parentheses within it is in brackets.
        """
        if self.date.is_undated:
            return super().cited_title()
        with translation.override(localized(self, "display_title").language):
            return f"{super().cited_title()} ({self.date_long.translate(WITHIN_PARENTHESES)})"

    def coverage(self) -> str:
        """Return the date in ISO 8601, two ends as an interval; '' if its source leaves a doubt.

        'From 1965 on' is `1965/..`, as schema.org writes it. What has a latest date began at an
        unknown one, and what has ended at an unknown date has no interval either.
        """
        ends = [self.date.start, self.date.end] if self.date.is_interval else [self.date.start]
        exact = [PartialDate(end).html_datetime for end in ends if isinstance(end, SimpleDate)]
        if self.date.end is End.OPEN:
            exact.append("..")
        is_whole = len(exact) == len(ends) and all(exact) and not self.at_the_latest
        return "/".join(exact) if is_whole else ""


def date_panels(heading: object) -> list[Panel]:
    """Return the panels for the date of a page; what few dates need is folded."""
    date = FieldPanel(
        "date",
        heading=heading,
        help_text=_(
            "The same date for the portal, which orders and filters by it. Left without one, it is"
            " what the words of the date say."
        ),
    )
    doubts = [FieldPanel("at_the_latest"), FieldPanel("sort_year")]
    return [
        date,
        MultiFieldPanel(doubts, heading=_("When the date is in doubt"), classname="collapsed"),
    ]
