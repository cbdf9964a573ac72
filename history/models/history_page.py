"""History page: the timeline of events, and the narrative of the office."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _, ngettext, pgettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField

from pages.blocks import NarrativeStreamBlock, anchor
from pages.contract import Embed, Figure
from pages.languages import localized
from pages.models import BasePage, lead_field


class HistoryPage(BasePage):
    """The history of the organization's work in Ecuador, as a timeline and as a text."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types = ["history.HistoryEventPage"]
    max_count = 1

    lead = lead_field()
    narrative = StreamField(
        NarrativeStreamBlock(required=False),
        verbose_name=_("narrative"),
        blank=True,
        help_text=_("The history as a text, below the timeline."),
    )
    note = models.TextField(
        _("private note"),
        blank=True,
        help_text=_("Doubts about the history as a whole, for staff. Never shown to the public."),
    )

    #: In a preview of an event on the timeline: the event being edited.
    draft_event = None

    internal_fields = BasePage.internal_fields | {"note"}
    menu_name = pgettext_lazy("link in the main menu", "History")
    is_cited = True
    embed = Embed("history/history_embed.html", 600)
    frame = {"front_page": "history/front_page.html"}
    page_description = _("The history of the office, with its events below it. One is enough.")
    translated_panels = ["lead", "narrative"]
    shared_panels = [
        InlinePanel(
            "eras",
            heading=_("Eras"),
            label=_("Era"),
            help_text=_("Optional. Years with a name, behind the dates and in the legend."),
            classname="collapsed",
        ),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("history")
        verbose_name_plural = _("histories")

    @classmethod
    def current(cls) -> "HistoryPage | None":
        """Return the history: the public one, if there is one."""
        return cls.objects.order_by("-live", "path").first()

    def get_context(self, request, *args, **kwargs):
        from ..timeline import Timeline

        context = super().get_context(request, *args, **kwargs)
        return context | {"timeline": Timeline(self, request, self.draft_event)}

    def embed_for(self, request):
        """Return no frame for a history without any event: nothing would be in it."""
        return self.embed if self.shared_events(request) else None

    def figures(self, request: HttpRequest) -> list[Figure]:
        number = len(self.shared_events(request))
        return [Figure(number, ngettext("event", "events", number))]

    def in_short(self, request: HttpRequest) -> str:
        """Return the number of events and the years of their dates."""
        number, years = len(self.shared_events(request)), self.years(request)
        words = ngettext("%(number)s event, %(years)s", "%(number)s events, %(years)s", number)
        return words % {"number": number, "years": years} if years else ""

    def years(self, request: HttpRequest) -> str:
        """Return the first and the last year that the dates of events name; '' if none does."""
        from pages.site_cache import site_cache

        from ..filters import years_of

        def read() -> str:
            return years_of(self.shared_events(request))

        return site_cache(request).get_or_set(("years", self.pk), read)

    def shared_events(self, request: HttpRequest) -> list:
        """Return the public events by date, read once for all requests."""
        from pages.frame import published_pages

        from .event import HistoryEventPage

        events = published_pages(request, HistoryEventPage)
        return [event for event in events if event.is_child_of(self)]

    def shared_eras(self, request: HttpRequest) -> list:
        """Return the eras in order, read once for all requests; of a draft in its preview."""
        from pages.site_cache import site_cache

        def read() -> list:
            return list(self.eras.all())

        if getattr(request, "is_preview", False):
            return read()
        return site_cache(request).get_or_set(("eras", self.pk), read)

    def narrative_url(self, event, request=None) -> str:
        """Return the URL of the paragraph about an event; '' if there is none."""
        block, _number = self._place_of(event)
        return f"{self.get_url(request)}#{anchor(block)}" if block else ""

    def narrative_number(self, event) -> int:
        """Return which paragraph of the narrative is about an event, from 1; 0 if none is."""
        return self._place_of(event)[1]

    def _place_of(self, event) -> tuple[str, int]:
        """Return block and number of the paragraph about an event, in the language that is shown.

        The event names a block of the Spanish narrative; staff may have added its translation as a
        block of its own, which then is the one of the same number.
        """
        shown = numbered(localized(self, "narrative").value)
        source = numbered(self.narrative_es)
        number = shown.get(event.narrative_block, source.get(event.narrative_block, 0))
        if event.narrative_block not in shown and max(shown.values(), default=0) != max(
            source.values(), default=0
        ):
            return "", 0
        block = next((key for key, each in shown.items() if each == number), "")
        return (event.narrative_block if event.narrative_block in shown else block), number


def numbered(narrative) -> dict[str, int]:
    """Return the number of the paragraph for the key of each block; a list is of the one before."""
    found, number = {}, 0
    for block in narrative or []:
        number += block.block_type == "paragraph"
        found[block.id] = number
    return found
