"""Agenda: the page that lists activities to come, and keeps the past ones by year."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pages.contract import FirstDraft, Listing
from pages.models import BasePage, lead_field
from pages.models.published import is_sensitive
from pages.models.subjects import SUBJECT_FILTERS
from pages.unusable import usable

from .activity import ActivityPage

ON_FRONT_PAGE = 3
IN_CALENDAR = 500  # activities in one file


class AgendaPage(BasePage):
    """Lists the activities to come by month."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types = ["agenda.ActivityPage"]
    max_count = 1
    listing = Listing(
        of="agenda.ActivityPage",
        order=("starts_at", "pk"),
        feed="agenda.xml",
        archive="first_day",
        until="ends_at",
        filters=SUBJECT_FILTERS,
    )
    views_below = ["agenda.ics"]
    frame = {"front_page_end": "agenda/front_page.html"}
    help_chapter = "agenda"
    first_draft = FirstDraft("agenda", {"es": "Agenda", "en": "Calendar"})

    lead = lead_field()

    page_description = _("The list of all activities. One is enough.")
    translated_panels = ["lead"]

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    @classmethod
    def frame_pages(cls) -> list["AgendaPage"]:
        return [agenda for agenda in super().frame_pages() if agenda.next_activities]

    def get_context(self, request, *args, **kwargs):
        from ..days import months_of

        context = super().get_context(request, *args, **kwargs)
        address = context["listing"].address
        is_archive = bool(address and address.is_year)
        return context | {
            "is_archive": is_archive,
            "months": [] if is_archive else months_of(context["listing"].pages),
        }

    @cached_property
    def next_activities(self) -> list[ActivityPage]:
        """The first activities to come, for the front page."""
        return usable(self.coming()[:ON_FRONT_PAGE])

    def coming(self) -> models.QuerySet:
        """Return the activities that have not ended, the next first."""
        return self.listing.current(self.listing.pages_below(self))

    def in_calendar(self) -> list[ActivityPage]:
        """Return the activities of the calendar file: no sensitive one, as in no feed."""
        return usable(self.coming().filter(~is_sensitive())[:IN_CALENDAR])
