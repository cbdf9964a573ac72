"""More pictures of an event, in a row below its text."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from pages.models.picture import PictureMixin
from pages.models.rows import PageRow
from pages.panels import translated_row_panels

from .event import HistoryEventPage


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
