"""Activity: something to take part in, with its days, its hours and its place."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from oim_portal.web import expiry
from pages.contract import Kind
from pages.languages import localized
from pages.metadata.structured import site_id
from pages.models import BasePage, lead_field
from pages.models.picture import PictureMixin
from pages.models.subjects import SubjectsMixin
from pages.panels import LanguagesPanel
from pages.scheduling import BrowserDateInput

from ..forms import ActivityForm
from .when import Errors, WhenMixin

SCHEMA = "https://schema.org/"


class ActivityPage(WhenMixin, SubjectsMixin, PictureMixin, BasePage):
    """An activity with a place or a link, or both; cancelled ones stay, and say why."""

    parent_page_types = ["agenda.AgendaPage"]
    subpage_types = []
    may_be_in_menus = False
    base_form_class = ActivityForm
    search_kind = Kind("actividad", _("activity"), _("Activities"))
    card_template = "agenda/activity_card.html"
    schema_type = "Event"
    views_below = ["actividad.ics"]
    own_fields = (*BasePage.own_fields, "start_time", "end_time", "cancelled_reason")
    help_chapter = "agenda"
    quick_add = _("Add an activity")
    page_description = _("Something to take part in, with its day, its hours and its place.")

    lead = lead_field()
    place = models.CharField(
        _("place"),
        max_length=255,
        blank=True,
        help_text=_("Name and address, as one tells a taxi driver. Empty: it is online only."),
    )
    link = models.URLField(
        _("link to take part"),
        blank=True,
        validators=[URLValidator(schemes=["https"], message=_("Write a link with https://."))],
        help_text=_("To the video call or the registration, with https://. It is shown as a link."),
    )
    taking_part = RichTextField(
        _("how to take part"),
        blank=True,
        features=["bold", "link", "ul"],
        help_text=_("For whom it is, whether one registers, what it costs, how one gets in."),
    )
    text = RichTextField(
        _("text"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("What will be done there, and who speaks. One to three paragraphs."),
    )
    cancelled_on = models.DateField(
        _("cancelled on"),
        null=True,
        blank=True,
        help_text=_("The day on which it was called off. The page stays, and says so."),
    )
    cancelled_reason = models.CharField(
        _("why it was cancelled"),
        max_length=255,
        blank=True,
        help_text=_("One sentence, for those who wanted to come."),
    )

    translated_panels = ["lead", "place", "taking_part", "text", "image_alt", "cancelled_reason"]
    panels_with_texts = [
        WhenMixin.when_panel,
        FieldPanel("link"),
        MultiFieldPanel(
            [
                FieldPanel("cancelled_on", widget=BrowserDateInput),
                LanguagesPanel("cancelled_reason"),
            ],
            heading=_("If it was cancelled"),
            classname="collapsed",
        ),
    ]
    shared_panels = [
        *panels_with_texts,
        *SubjectsMixin.subject_panels,
        *PictureMixin.picture_panels,
    ]

    #: Set by the form of a draft, of which nothing is asked that only publication needs.
    may_be_unfinished = False

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    def clean(self) -> None:
        super().clean()
        errors = self.wrong_days("first_day", "last_day", "cancelled_on")
        if not self.may_be_unfinished:
            errors |= self.missing_hours() | self.missing_facts() | self.wrong_times()
            errors |= self.wrong_cancellation()
        if errors:
            raise ValidationError(errors)

    def missing_facts(self) -> Errors:
        """Return what only a draft may lack, by field."""
        errors: Errors = {}
        if not self.place_es and not self.link:
            errors["place_es"] = _("Say where it is: a place, or a link to take part.")
        if self.cancelled_on and not self.cancelled_reason_es:
            errors["cancelled_reason_es"] = _("Say why it was cancelled.")
        if self.cancelled_reason_es and not self.cancelled_on:
            errors["cancelled_on"] = _(
                "Say on which day it was cancelled. If it does take place, delete why."
            )
        return errors

    def wrong_cancellation(self) -> Errors:
        if self.cancelled_on and self.cancelled_on > expiry.today():
            return {"cancelled_on": _("Nobody can have cancelled it on a day to come.")}
        return {}

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_on is not None

    @property
    def where(self) -> str:
        """The place with its province, or 'En línea'."""
        place = str(localized(self, "place"))
        parts = [place, self.get_province_display() if place else ""]
        return ", ".join(filter(None, parts)) or (str(_("Online")) if self.link else "")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"event": self.is_past and self.public_event()}

    def public_event(self) -> BasePage | None:
        """Return the event of the history that it became, if visitors see it."""
        from ..event_drafts import made_of

        return made_of(self).published().public().first()

    def in_calendar(self) -> list["ActivityPage"]:
        """Return the activities of the calendar file of this page."""
        return [self]

    @cached_property
    def days(self):
        """The month of its first day as a drawing, with the activity alone."""
        from ..days import months_of

        return months_of([self])[0] if self.first_day else None

    def subject_data(self) -> dict:
        """Return the activity as schema.org and search engines have events."""
        if not self.first_day:
            return {}
        told = super().subject_data() | {
            "startDate": self.machine_times["start"],
            "endDate": self.machine_times["end"],
            "eventStatus": f"{SCHEMA}Event{'Cancelled' if self.is_cancelled else 'Scheduled'}",
            "organizer": {"@id": site_id("organization")},
        }
        here, online = self.place_data(), {"@type": "VirtualLocation", "url": self.link}
        location: Any
        if here and self.link:
            mode, location = "Mixed", [here, online]
        else:
            mode, location = ("Offline", here) if here else ("Online", online)
        told |= {"eventAttendanceMode": f"{SCHEMA}{mode}EventAttendanceMode"}
        return told | {"location": location}

    def place_data(self) -> dict:
        """Return the place as schema.org has it; empty for none."""
        if not (place := str(localized(self, "place"))):
            return {}
        address = {"@type": "PostalAddress", "streetAddress": place, "addressCountry": "EC"}
        if self.province:
            address["addressRegion"] = str(self.get_province_display())
        return {"@type": "Place", "name": place, "address": address}
