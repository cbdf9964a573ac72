"""Call for applications: what it holds, and what it is at a moment."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField

from oim_portal.web import expiry
from pages.blocks.links import Link
from pages.contract import Data, Kind
from pages.languages import language_codes
from pages.models import BasePage, lead_field
from pages.models.settings import allowed_hosts
from pages.models.subjects import SubjectsMixin
from pages.scheduling import BrowserDateTimeInput
from pages.site_cache import settings_of

from ..bounds import IN_BOUNDS, LONGEST
from ..files import links_of
from ..forms import CallPageForm
from ..links import host_of, refusal, without_links
from ..schema import job_posting
from ..state import State
from ..words import once_public


class CallPage(SubjectsMixin, BasePage):
    """A vacancy, consultancy or tender: open until a moment, and on record for good.

    Nothing is written when it closes. Whatever shows it asks for its `state`, and is cached until
    that changes.
    """

    class Type(models.TextChoices):
        """The values are part of URLs (`…/tipo/vacante/`), so they are Spanish and permanent."""

        VACANCY = "vacante", _("Vacancy")
        CONSULTANCY = "consultoria", _("Consultancy")
        TENDER = "licitacion", _("Tender")

    base_form_class = CallPageForm
    parent_page_types = ["calls.CallIndexPage"]
    subpage_types = []
    may_be_in_menus = False
    search_kind = Kind(
        "convocatoria",
        pgettext_lazy("vacancy, consultancy or tender", "call"),
        pgettext_lazy("vacancies, consultancies and tenders", "Calls"),
    )
    data = Data(
        name="convocatorias",
        key="calls",
        record="call",
        description=_("Vacancies, consultancies and tenders of the office, open and closed."),
        about="Calls for applications of the office. `state` is that of the moment of the file.",
        computed={"state": _("State: por-abrir, abierta or cerrada")},
        left_out={
            "apply_url": "it is offered on the page alone, while its host is allowed",
            "files": "they are offered on the page",
        },
    )
    file_rows = "files"
    frame = {"front_page_end": "calls/front_page.html"}
    frame_order = ("closes_at", "pk")
    help_chapter = "convocatorias"
    quick_add = _("Add a call")
    page_description = _("A vacancy, a consultancy or a tender, which closes by itself.")
    changes_at = (*BasePage.changes_at, "closes_at", "opens_at")
    own_fields = (*BasePage.own_fields, "reference", "apply_url", "files")

    type = models.CharField(
        pgettext_lazy("of a call", "type"),
        max_length=20,
        choices=Type.choices,
        default=Type.VACANCY,
        help_text=_("Above the title, and among the filters of the list."),
    )
    lead = lead_field()
    text = RichTextField(
        _("text"),
        blank=True,
        features=["h2", "h3", "bold", "italic", "ol", "ul"],
        help_text=_(
            "What is sought and who can apply. Without links: the only one that leads elsewhere is"
            " that for applying. The rest is in the files."
        ),
    )
    place = models.CharField(
        pgettext_lazy("of a call", "place"),
        max_length=150,
        blank=True,
        help_text=_("City or office, as “Quito”. Empty, the province alone is shown."),
    )
    reference = models.CharField(
        pgettext_lazy("of a call", "reference"),
        max_length=60,
        blank=True,
        help_text=_("The number under which it is known, as the terms of reference write it."),
    )
    opens_at = models.DateTimeField(
        _("opens on"),
        null=True,
        blank=True,
        validators=IN_BOUNDS,
        help_text=_(
            "In Ecuador's time (UTC−5). The link for applying is shown from then on. Empty, from"
            " the publication on."
        ),
    )
    closes_at = models.DateTimeField(
        _("closes on"),
        null=True,
        validators=IN_BOUNDS,
        error_messages={"blank": _("Say when it closes.")},
        help_text=_(
            "In Ecuador's time (UTC−5). From then on the page says “Closed” and has no link for"
            " applying. If the moment has passed, the page is public as a closed one."
        ),
    )
    apply_url = models.CharField(
        _("link for applying"),
        max_length=500,
        blank=True,
        help_text=_(
            "Where people apply, beginning with https://. Only on the hosts that the site settings"
            " allow; the link is shown while the call is open."
        ),
    )

    translated_panels = ["lead", "place", "text"]
    panels_with_texts = [
        FieldPanel("type"),
        MultiFieldPanel(
            [
                FieldPanel("opens_at", widget=BrowserDateTimeInput),
                FieldPanel("closes_at", widget=BrowserDateTimeInput),
            ],
            heading=_("Opening and closing"),
        ),
        FieldPanel("apply_url"),
    ]
    shared_panels = [
        *panels_with_texts,
        FieldPanel("reference"),
        InlinePanel(
            "files",
            heading=pgettext_lazy("of a call", "Files"),
            label=pgettext_lazy("of a call", "File"),
            help_text=_("Terms of reference and forms. Type and size are shown by themselves."),
        ),
        *SubjectsMixin.subject_panels,
    ]

    #: Set by the form: whether it saves a draft, of which nothing is asked that only a public call
    #: needs. None without a form.
    may_be_unfinished: bool | None = None

    class Meta:
        verbose_name = pgettext_lazy("vacancy, consultancy or tender", "call")
        verbose_name_plural = pgettext_lazy("vacancies, consultancies and tenders", "calls")

    @classmethod
    def not_closed(cls) -> models.QuerySet["CallPage"]:
        """Return the public calls that have not closed, in the order in which they close."""
        found = cls.objects.published().public().filter(closes_at__gt=timezone.now())
        return found.order_by("closes_at", "pk")

    @classmethod
    def frame_pages(cls) -> list["CallPage"]:
        return list(cls.not_closed())

    @property
    def state(self) -> State:
        """What the call is now; what shows it is to be made again when that changes."""
        expiry.add_changes_of(self)
        now = timezone.now()
        if self.closes_at and self.closes_at <= now:
            return State.CLOSED
        return State.UPCOMING if self.opens_at and self.opens_at > now else State.OPEN

    is_open = property(lambda self: self.state == State.OPEN)
    is_closed = property(lambda self: self.state == State.CLOSED)
    state_label = property(lambda self: "" if self.is_open else self.state.label)

    @property
    def begins_at(self) -> datetime | None:
        """From when on people may apply; None before it was ever public."""
        return self.opens_at or self.first_published_at

    def tidy(self) -> None:
        super().tidy()
        self.apply_url = (self.apply_url or "").strip()
        for code in language_codes():
            column = f"text_{code}"
            setattr(self, column, without_links(getattr(self, column) or ""))

    def clean(self) -> None:
        super().clean()
        if self.may_be_unfinished or (self.may_be_unfinished is None and self.is_public_as_it_is()):
            return
        if errors := self.refusals(allowed_hosts() if self.apply_url else []):
            raise ValidationError(errors)

    def is_public_as_it_is(self) -> bool:
        """Whether nothing is published, as by a lock: a host may have been withdrawn since."""
        same = CallPage.objects.filter(pk=self.pk, live=True, apply_url=self.apply_url)
        return self.live and same.filter(live_revision=self.live_revision_id).exists()

    def refusals(self, hosts: Collection[str]) -> dict[str, object]:
        """Return what keeps the call from being public, by the field that it is about."""
        found: dict[str, object] = {}
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            found["closes_at"] = _("It closes before it opens: it must close later.")
        elif self.closes_at and self.closes_at > timezone.now() + LONGEST:
            found["closes_at"] = _("That is more than two years from now: check the year.")
        has_link = self.apply_url and not self.is_closed
        if has_link and (said := refusal(self.apply_url, hosts)):
            found["apply_url"] = said
        return found

    def notes_on_publication(self) -> Iterator[str]:
        yield from super().notes_on_publication()
        if self.is_closed:
            yield once_public(self.get_admin_display_title(), self.closes_at)

    def apply_link(self, hosts: Collection[str]) -> Link | None:
        """Return the link for applying; None if the call is not open or its host not allowed."""
        if not (self.apply_url and self.is_open) or refusal(self.apply_url, hosts):
            return None
        return Link(self.apply_url, host=host_of(self.apply_url))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "link": self.apply_link(settings_of(request).hosts),
            "subjects": self.subject_links(request),
            "files": links_of(self.files.all()),
        }

    def subject_data(self) -> dict:
        is_offered = self.type == self.Type.VACANCY and self.is_open
        return job_posting(self) if is_offered else {}
