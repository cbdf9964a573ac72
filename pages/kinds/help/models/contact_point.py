"""Contact point: a telephone number, address or other way to reach somebody who helps."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from pages.contract import Kind
from pages.models import BasePage
from pages.models.rows import PageRow
from pages.telephone import telephone_url


class ContactPoint(BasePage):
    """A way to reach somebody, checked by staff and valid for a time.

    A page without a URL of its own: it is shown on the contact page, at the anchor of its slug.
    `expire_at` is the end of its validity, which is obligatory.
    """

    class Channel(models.TextChoices):
        TELEPHONE = "telefono", _("Telephone")
        WHATSAPP = "whatsapp", _("WhatsApp")
        EMAIL = "correo", _("E-mail")
        PLACE = "lugar", _("Address")
        FORM = "formulario", _("Form elsewhere")

    class Cost(models.TextChoices):
        FREE = "gratis", _("Free")
        LOCAL = "local", _("Price of a call")

    parent_page_types = ["help.HelpIndexPage"]
    subpage_types = []
    may_be_in_menus = False
    is_shown_above = True
    search_kind = Kind("contacto", _("contact"), _("Contacts"))
    help_chapter = "contactos"
    must_be_public = _("Whoever needs somebody to call or to write to finds nobody.")

    purpose = models.TextField(
        _("what for"), blank=True, help_text=_("What people reach it for. One sentence.")
    )
    channel = models.CharField(
        _("channel"), max_length=20, choices=Channel.choices, default=Channel.TELEPHONE
    )
    value = models.CharField(
        _("number, e-mail or link"),
        max_length=255,
        blank=True,
        help_text=_("As people dial or write it: +593 2 …, 911, an e-mail or a web address."),
    )
    hours = models.TextField(
        _("hours in words"), blank=True, help_text=_("When somebody answers, in words.")
    )
    for_whom = models.TextField(_("for whom"), blank=True, help_text=_("Who is helped here."))
    place = models.TextField(
        _("place and how to get there"), blank=True, help_text=_("Address and directions.")
    )
    languages = models.CharField(
        _("languages spoken"), max_length=200, blank=True, help_text=_("Codes: es, en, ht.")
    )
    cost = models.CharField(_("cost"), max_length=10, choices=Cost.choices, blank=True)
    province = models.CharField(_("province"), max_length=5, blank=True)
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        help_text=_("The day on which somebody last called or wrote and got an answer."),
    )

    translated_panels = ["purpose", "hours", "for_whom", "place"]
    internal_fields = BasePage.internal_fields | {"checked_on"}
    shared_panels = [
        FieldPanel("channel"),
        FieldPanel("value"),
        FieldPanel("languages"),
        FieldPanel("cost"),
        FieldPanel("province"),
        InlinePanel("opening_hours", heading=_("Opening hours"), label=_("Hours")),
        FieldPanel("checked_on"),
    ]

    @property
    def is_dialled(self) -> bool:
        return self.channel in (self.Channel.TELEPHONE, self.Channel.WHATSAPP)

    @property
    def link(self) -> str:
        """The URL that calls or writes to the contact; '' for an address or without one."""
        if not self.is_dialled:
            return ""
        url = telephone_url(self.value)
        is_call = self.channel == self.Channel.TELEPHONE
        return url if is_call or not url else f"https://wa.me/{url.removeprefix('tel:+')}"

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")


class OpeningHours(PageRow):
    """Hours of a contact point on one day of the week, which may end after midnight."""

    page = ParentalKey(ContactPoint, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("day"))
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))
