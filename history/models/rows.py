"""Inline rows: eras of the history, which are years with a name, and pictures of an event."""

from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from pages.models.picture import PictureMixin
from pages.models.rows import PageRow
from pages.panels import translated_row_panels

from ..dates import FIRST_YEAR, LAST_YEAR, years_label
from .event import HistoryEventPage
from .history_page import HistoryPage

YearField = partial(
    models.PositiveSmallIntegerField,
    null=True,
    blank=True,
    validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
)


class Era(PageRow):
    """A name for years of the history, from the first one to the end of the last one."""

    page = ParentalKey(HistoryPage, on_delete=models.CASCADE, related_name="eras")
    name = models.CharField(
        _("name"), max_length=100, help_text=_("As readers see it, above its years.")
    )
    first_year = YearField(_("first year"), help_text=_("Empty if no beginning is known."))
    last_year = YearField(_("last year"), help_text=_("Empty if no end is known, or it goes on."))

    panels = [*translated_row_panels("name"), FieldPanel("first_year"), FieldPanel("last_year")]

    class Meta(PageRow.Meta):
        verbose_name = _("era")
        verbose_name_plural = _("eras")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        # At a field: an error of the whole row would not unfold the panel.
        if self.first_year is None and self.last_year is None:
            raise ValidationError({"first_year": _("Give the first year, the last one, or both.")})
        if self.last_year and self.first_year and self.last_year < self.first_year:
            raise ValidationError({"last_year": _("The last year is earlier than the first one.")})

    @property
    def years(self) -> str:
        """The years in words; without an end that is open: 'until 1964'."""
        if self.first_year is None:
            return pgettext("era", "until %(year)s") % {"year": self.last_year}
        if self.last_year is None:
            return pgettext("era", "from %(year)s on") % {"year": self.first_year}
        return years_label(self.first_year, self.last_year)


class EventPicture(PictureMixin, PageRow):
    """A picture of an event beside the main one; its credit is that of the library."""

    page = ParentalKey(HistoryEventPage, on_delete=models.CASCADE, related_name="pictures")

    at_the_head = False
    panels = [
        FieldPanel("image", help_text=_("In the row below the text. Its credit is shown too.")),
        *translated_row_panels(
            "image_alt",
            image_alt=_("What the picture shows, for people who cannot see it. One sentence."),
        ),
        FieldPanel("image_decorative"),
    ]

    class Meta(PageRow.Meta):
        verbose_name = _("picture of an event")
        verbose_name_plural = _("pictures of events")
