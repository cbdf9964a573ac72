"""Hours of a contact point as data, and the days on which nobody answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from pages.models.rows import PageRow
from pages.scheduling import BrowserDateInput, BrowserTimeInput

from .contact_point import ContactPoint


class OpeningHours(PageRow):
    """Hours of a contact point on one day of the week, which may end after midnight."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")
        SUNDAY = 7, _("Sunday")

    page = ParentalKey(ContactPoint, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(
        pgettext_lazy("of contact hours", "day"),
        choices=Weekday.choices,
        help_text=_("A row for each day; a day with a pause has two."),
    )
    opens = models.TimeField(
        pgettext_lazy("of contact hours", "from"), help_text=_("The hour at which it begins.")
    )
    closes = models.TimeField(
        pgettext_lazy("of contact hours", "until"),
        help_text=_("The hour at which it ends, perhaps after midnight."),
    )

    panels = [
        FieldPanel("weekday"),
        FieldPanel("opens", widget=BrowserTimeInput),
        FieldPanel("closes", widget=BrowserTimeInput),
    ]

    class Meta(PageRow.Meta):
        verbose_name = _("hours of a contact point")
        verbose_name_plural = _("hours of a contact point")

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosedDay(PageRow):
    """A day on which nobody answers at a contact point, such as a feast day."""

    page = ParentalKey(ContactPoint, on_delete=models.CASCADE, related_name="closed_days")
    day = models.DateField(
        pgettext_lazy("of contact hours", "day"), help_text=_("Nobody answers on this day.")
    )

    panels = [FieldPanel("day", widget=BrowserDateInput)]

    class Meta(PageRow.Meta):
        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")

    def __str__(self) -> str:
        return self.day.isoformat()
