"""One event of the history: a page of its own, and a line of the timeline."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from history.event_form import HistoryEventForm
from history.fields import DatedMixin
from pages.models import BasePage
from pages.models.picture import PictureMixin

from .source import Source
from .theme import Theme


class HistoryEventPage(DatedMixin, PictureMixin, BasePage):
    """What happened, when the source says it did, and where that is written.

    The public reads `date_as_written`, word for word; `date` says the same to the database, with
    its doubt. Events are ordered by date, not by the tree, and are never in menus.
    """

    parent_page_types = ["history.HistoryPage"]
    subpage_types = []
    show_in_menus_default = False
    may_be_in_menus = False
    base_form_class = HistoryEventForm

    text = RichTextField(
        _("text"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("What happened. Shown on the timeline and on the event's own page."),
    )
    date_as_written = models.CharField(
        _("date as the source writes it"),
        max_length=150,
        blank=True,
        help_text=_("Word for word, such as 'para mediados de 1974'. This is what readers see."),
    )
    at_the_latest = models.BooleanField(
        _("at the latest"),
        default=False,
        help_text=_("The source says 'by' this date: it may have happened before."),
    )
    themes = ParentalManyToManyField(
        Theme, verbose_name=_("themes"), blank=True, related_name="events"
    )
    sources = ParentalManyToManyField(
        Source, verbose_name=_("sources"), blank=True, related_name="events"
    )
    narrative_block = models.CharField(
        _("where the narrative tells it"),
        max_length=80,
        blank=True,
        help_text=_("The paragraph of the history that tells of this event."),
    )
    note = models.TextField(
        _("private note"),
        blank=True,
        help_text=_("Doubts about the date or the fact, for staff. Never shown to the public."),
    )

    translated_panels = ["date_as_written", "text", "image_alt"]
    shared_panels = [
        MultiFieldPanel(
            [FieldPanel("date"), FieldPanel("at_the_latest"), FieldPanel("sort_year")],
            heading=_("Date"),
        ),
        FieldPanel("themes"),
        FieldPanel("sources"),
        FieldPanel("narrative_block"),
        *PictureMixin.picture_panels,
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("event of the history")
        verbose_name_plural = _("events of the history")

    @property
    def anchor(self) -> str:
        """The event's address within the timeline."""
        return self.slug

    def get_context(self, request, *args, **kwargs):
        from history.timeline import neighbours

        context = super().get_context(request, *args, **kwargs)
        earlier, later = neighbours(self)
        history = self.get_parent().specific
        return context | {
            "history": history,
            "earlier": earlier,
            "later": later,
            "sources": self.sources.all(),
            "themes": self.themes.all(),
            "narrative_url": history.narrative_url(self, request),
        }
