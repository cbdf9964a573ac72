"""Accountability page: what people may expect of the organization, and whom they tell otherwise."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField

from pages.internal_links import telephone_url
from pages.languages import Localized, localized
from pages.models import BasePage, lead_field
from pages.models.rows import PageRow
from pages.panels import translated_row_panels

FEATURES = ["bold", "italic", "link", "ol", "ul"]


class Duty(models.TextChoices):
    """What the page is about; each value is the anchor of its section, and permanent."""

    COMPLAINTS = "quejas", _("Making a complaint")
    ABUSE = "abuso", _("Sexual exploitation or abuse")
    FALSE_OFFERS = "ofertas-falsas", _("False offers and payments")


# The columns of each duty: its text, and what happens after somebody has told.
COLUMNS = {
    Duty.COMPLAINTS: ("complaints", "complaints_after"),
    Duty.ABUSE: ("abuse", "abuse_after"),
    Duty.FALSE_OFFERS: ("false_offers", "false_offers_after"),
}


class AccountabilityPage(BasePage):
    """The structure of what the organization owes those it works for; every word is its own.

    The portal receives no report: each section leads to channels of the organization. A section
    that staff have left empty is not shown, but in a preview, which says what is still to be
    written. Whoever reads the page may fear somebody, so it is sensitive unless staff say that it
    is not.
    """

    parent_page_types = ["pages.HomePage"]
    subpage_types = []
    max_count = 1
    may_be_in_menus = False  # it is in every footer
    sensitive_default = True
    help_chapter = "rendicion-de-cuentas"
    must_be_public = _("Whoever has a complaint, or has met abuse, finds nobody to tell.")
    frame = {
        **dict.fromkeys(("footer", "help"), "accountability/link.html"),
        "offers": "accountability/false_offers.html",
    }

    lead = lead_field()
    complaints = RichTextField(
        _("making a complaint"),
        blank=True,
        features=FEATURES,
        help_text=_(
            "What people may complain of, who may, and that it changes nothing in the help that"
            " they get."
        ),
    )
    complaints_after = RichTextField(
        _("what happens after a complaint"),
        blank=True,
        features=FEATURES,
        help_text=_("Who reads it, when there is an answer, and how people are protected."),
    )
    abuse = RichTextField(
        _("sexual exploitation or abuse"),
        blank=True,
        features=FEATURES,
        help_text=_(
            "What nobody who works for or with the organization may do or ask for, by its rules and"
            " in plain words."
        ),
    )
    abuse_after = RichTextField(
        _("what happens after a report of abuse"),
        blank=True,
        features=FEATURES,
        help_text=_(
            "Who is told and who is not, that one may stay anonymous, and which support the person"
            " gets."
        ),
    )
    false_offers = RichTextField(
        _("false offers and payments"),
        blank=True,
        features=FEATURES,
        help_text=_(
            "What the organization never asks for, where its vacancies are published, and how to"
            " tell whether somebody speaks for it."
        ),
    )
    false_offers_after = RichTextField(
        _("what happens after a report of a false offer"),
        blank=True,
        features=FEATURES,
        help_text=_("What the organization does, and what the person should do meanwhile."),
    )

    page_description = _("How the office answers to people: duties and channels. One is enough.")
    translated_panels = ["lead", *(name for names in COLUMNS.values() for name in names)]
    shared_panels = [InlinePanel("channels", heading=_("Channels"), label=_("Channel"))]

    class Meta:
        verbose_name = _("accountability page")
        verbose_name_plural = _("accountability pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        is_preview = getattr(request, "is_preview", False)
        sections = [section for section in self.sections() if is_preview or section]
        return context | {"sections": sections, "is_preview": is_preview}

    def sections(self) -> list["Section"]:
        """Return the section of each duty in the active language, filled or not."""
        channels = list(self.channels.all())
        return [
            Section(
                duty,
                text=localized(self, text),
                after=localized(self, after),
                channels=[each for each in channels if each.duty == duty and each.url],
            )
            for duty, (text, after) in COLUMNS.items()
        ]


@dataclass(frozen=True)
class Section:
    """A section of the page; false when staff have written nothing for it."""

    duty: Duty
    text: Localized
    after: Localized
    channels: list["Channel"]

    def __bool__(self) -> bool:
        return bool(self.text or self.after or self.channels)


class Channel(PageRow):
    """A way to tell the organization: a link to its own form, an e-mail or a telephone."""

    page = ParentalKey(AccountabilityPage, on_delete=models.CASCADE, related_name="channels")
    duty = models.CharField(
        _("section"),
        max_length=20,
        choices=Duty.choices,
        help_text=_("The part of the page in which it stands."),
    )
    label = models.CharField(_("name of the channel"), max_length=150)
    address = models.CharField(
        _("link, e-mail or telephone"),
        max_length=255,
        help_text=_("Of the organization itself: a link with https://, an e-mail or a number."),
    )

    panels = [
        FieldPanel("duty"),
        *translated_row_panels("label", label=_("What people press: “Report it by this form”.")),
        FieldPanel("address"),
    ]

    class Meta(PageRow.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        if self.address and not self.url:
            raise ValidationError(
                {"address": _("Write a link with https://, an e-mail, or a telephone number.")}
            )

    @property
    def url(self) -> str:
        """The target of the link; '' when the address is none."""
        for is_valid, scheme in ((is_link, ""), (is_email, "mailto:")):
            if is_valid(self.address):
                return f"{scheme}{self.address}"
        return telephone_url(self.address) if self.address[:1] in "+(0123456789" else ""

    @property
    def is_elsewhere(self) -> bool:
        return is_link(self.address)


def is_link(text: str) -> bool:
    return is_accepted(URLValidator(schemes=["https"]), text)


def is_email(text: str) -> bool:
    return is_accepted(EmailValidator(), text)


def is_accepted(validator: URLValidator | EmailValidator, text: str) -> bool:
    try:
        validator(text)
    except ValidationError:
        return False
    return True
