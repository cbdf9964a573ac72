"""Base of the links between pages of this app and events."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, PageChooserPanel

from history.models import HistoryEventPage
from pages.models.rows import PageRow


class EventLink(PageRow):
    """Inline row that links a programme or sphere to an event; shown on both pages."""

    event = models.ForeignKey(
        HistoryEventPage,
        verbose_name=_("historical event"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [
        PageChooserPanel(
            "event", help_text=_("It is named on this page, and this page on the event's.")
        )
    ]

    class Meta(PageRow.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.event)


def event_links_panel() -> InlinePanel:
    """Return the panel for the events related to a page."""
    return InlinePanel("event_links", heading=_("Historical events"), label=_("Event"))
