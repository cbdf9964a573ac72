"""Contact point: a telephone number, address or other way to reach somebody who helps."""

from collections.abc import Callable, Collection
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _, override, pgettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel

from pages.contract import Kind
from pages.internal_links import telephone_url
from pages.models import BasePage, CheckedMixin
from pages.passages import Passage
from pages.provinces import PROVINCES

from ..schema import contact_node
from ..spoken_languages import SpokenField, names_in
from ..telephone import normalized


class ContactPoint(CheckedMixin, BasePage):
    """A way to reach somebody, checked by staff and valid for a time.

    A page without a URL of its own: the contact page shows it, at the anchor of its slug.
    """

    class Channel(models.TextChoices):
        TELEPHONE = "telefono", _("Telephone")
        WHATSAPP = "whatsapp", _("WhatsApp")
        EMAIL = "correo", _("E-mail")
        PLACE = "lugar", _("Address")
        FORM = "formulario", _("Form elsewhere")

    class Cost(models.TextChoices):
        FREE = "gratis", _("Free")
        NOT_FREE = "con-costo", _("Not free")

    parent_page_types = ["help.HelpIndexPage"]
    subpage_types = []
    may_be_in_menus = False
    template = "help/contact_point_preview.html"
    shown_on = "help.ContactPage"
    views_of_page = ("contact_vcard",)
    frame = {"footer": "help/footer_contact.html"}
    search_kind = Kind("contacto", _("contact"), _("Contacts"))
    organization_property = "contactPoint"
    help_chapter = "contactos"
    must_be_public = _("Whoever needs somebody to call or to write to finds nobody.")
    page_description = _("A telephone, an address or a mailbox, with its hours.")
    quick_add = _("Add a contact point")

    purpose = models.TextField(
        _("what for"), blank=True, help_text=_("What people reach it for. One sentence.")
    )
    channel = models.CharField(
        _("channel"),
        max_length=20,
        choices=Channel.choices,
        default=Channel.TELEPHONE,
        help_text=_("How people reach it. Shown before the number."),
    )
    value = models.CharField(
        _("number, e-mail or link"),
        max_length=255,
        blank=True,
        help_text=_(
            "As people dial or write it: +593 and the number, 911, an e-mail, a web address that"
            " begins with https. An address needs none."
        ),
    )
    hours = models.TextField(
        _("hours in words"),
        blank=True,
        help_text=_("When somebody answers, as people say it. Shown."),
    )
    for_whom = models.TextField(_("for whom"), blank=True, help_text=_("Who is helped here."))
    place = models.TextField(
        _("place and how to get there"),
        blank=True,
        help_text=_("Address and directions, up to four lines."),
    )
    languages = SpokenField(
        _("languages spoken"),
        max_length=200,
        blank=True,
        help_text=_("Only those in which somebody answers."),
    )
    cost = models.CharField(
        _("cost"),
        max_length=10,
        choices=Cost.choices,
        blank=True,
        help_text=_("Whether the call or the message is free. Empty, nothing is shown."),
    )
    province = models.CharField(
        _("province"),
        max_length=5,
        choices=PROVINCES,
        blank=True,
        help_text=_("Empty, it is for the whole country."),
    )

    translated_panels = ["purpose", "hours", "for_whom", "place"]
    shared_panels = [
        FieldPanel("channel"),
        FieldPanel("value"),
        FieldPanel("languages"),
        FieldPanel("cost"),
        FieldPanel("province"),
        InlinePanel(
            "opening_hours",
            heading=_("Hours as data"),
            label=_("Hours"),
            help_text=_(
                "For search engines: what people read is in the hours in words. After midnight, the"
                " end is the earlier hour; the same hour twice is the whole day."
            ),
        ),
        InlinePanel(
            "closed_days",
            heading=_("Days on which nobody answers"),
            label=pgettext_lazy("of contact hours", "Day"),
            help_text=_("Feast days and the like. Shown until they have passed."),
        ),
        *CheckedMixin.checked_panels,
    ]

    class Meta:
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")

    def tidy(self) -> None:
        super().tidy()
        self.value = (self.value or "").strip()
        if self.is_dialled:
            self.value = normalized(self.value) or self.value

    def clean(self) -> None:
        super().clean()
        if self.channel not in CHECKS:
            return
        if not self.value:
            raise ValidationError({"value": _("Write the number, the e-mail or the link.")})
        check, sentence = CHECKS[self.channel]
        try:
            check(self.value)
        except ValidationError as error:
            raise ValidationError({"value": str(sentence)}) from error

    @property
    def is_dialled(self) -> bool:
        return self.channel in (self.Channel.TELEPHONE, self.Channel.WHATSAPP)

    @property
    def link(self) -> str:
        """The URL that calls, writes to or opens the contact; '' for an address or without one."""
        match self.channel:
            case self.Channel.TELEPHONE:
                return telephone_url(self.value)
            case self.Channel.WHATSAPP:
                number = telephone_url(self.value).removeprefix("tel:+")
                return f"https://wa.me/{number}" if number.isdigit() else ""
            case self.Channel.EMAIL:
                return f"mailto:{quote(self.value, safe='@+')}" if self.value else ""
            case self.Channel.FORM:
                return self.value if self.value.lower().startswith("https://") else ""
        return ""

    @property
    def languages_in_words(self) -> str:
        return names_in(self.languages)

    def passages(self, language: str) -> list[Passage]:
        """Return the texts for the search, and the words by which people look for a contact."""
        with override(language):
            words = str(WORDS.get(self.channel, ""))
        first = f"{words}: {self.value}" if self.value else words
        where = [Passage(self.get_province_display())] if self.province else []
        return [Passage(first), *super().passages(language), *where]

    def subject_data(self) -> dict[str, Any]:
        return contact_node(self)

    @classmethod
    def visitor_reports(cls, keys: Collection[int]) -> dict[int, int]:
        from .unanswered import Unanswered

        return Unanswered.lately(keys)


def check_number(value: str) -> None:
    if normalized(value) is None:
        raise ValidationError("")


def check_whatsapp(value: str) -> None:
    """Refuse short numbers and those that are free within the country: no application has them."""
    if not (normalized(value) or "").startswith("+"):
        raise ValidationError("")


#: What the value of each channel must be, and the sentence for people who wrote something else.
CHECKS: dict[str, tuple[Callable[[str], None], object]] = {
    ContactPoint.Channel.TELEPHONE: (
        check_number,
        _(
            "This number cannot be called. Write it with the code of the country, as +593 and the"
            " number without its 0; 911, 171 or 1800 as they are."
        ),
    ),
    ContactPoint.Channel.WHATSAPP: (
        check_whatsapp,
        _("WhatsApp needs a whole number with the code of the country, as +593 and the number."),
    ),
    ContactPoint.Channel.EMAIL: (
        validate_email,
        _("Write the whole e-mail address, with @."),
    ),
    ContactPoint.Channel.FORM: (
        URLValidator(schemes=["https"]),
        _("Write the whole address of the form; it begins with https://."),
    ),
}
#: Words that people search for; shown before the number in a result of the search.
WORDS: dict[str, object] = {
    ContactPoint.Channel.TELEPHONE: _("Contact, telephone number to call"),
    ContactPoint.Channel.WHATSAPP: _("Contact, WhatsApp number to write to"),
    ContactPoint.Channel.EMAIL: _("Contact, e-mail address to write to"),
    ContactPoint.Channel.PLACE: _("Contact, address to visit"),
    ContactPoint.Channel.FORM: _("Contact, form to fill in"),
}
