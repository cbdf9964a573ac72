"""Sphere page and its links with events."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import StreamField

from pages.blocks import ContentStreamBlock
from pages.contract import Kind
from pages.models import BasePage, lead_field
from pages.related import Subjects

from .event_link import EventLink, event_links_panel


class SpherePage(BasePage):
    """A sphere of migration management, with its programmes and related events."""

    parent_page_types = ["programs.ProgramIndexPage"]
    subpage_types = []
    search_kind = Kind("esfera", _("area"), _("Areas"))

    lead = lead_field()
    body = StreamField(ContentStreamBlock(required=False), verbose_name=_("content"), blank=True)

    page_description = _("An area of work, with its programmes and events.")
    translated_panels = ["lead", "body"]
    help_texts = {
        "body": _(
            "The page's content, below the lead text: add blocks in the order of the reading."
        )
    }
    shared_panels = [event_links_panel()]

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    @property
    def subjects(self) -> Subjects:
        return Subjects(sphere=self.pk)

    def get_context(self, request, *args, **kwargs):
        from ..listing import events_of, index_above, programs_of

        context = super().get_context(request, *args, **kwargs)
        return context | {
            "index": (index := index_above(self, request)),
            "programs": programs_of(self, index, request),
            "events": events_of(self, request),
        }


class SphereEvent(EventLink):
    """Link between a sphere and an event."""

    page = ParentalKey(SpherePage, on_delete=models.CASCADE, related_name="event_links")

    class Meta(EventLink.Meta):
        verbose_name = _("event of an area")
        verbose_name_plural = _("events of areas")
