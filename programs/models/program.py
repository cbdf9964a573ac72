"""Programme page and its links with events."""

from django.core.validators import MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from history.models import Source
from history.models.dated_page import DatedPageMixin, date_panels
from history.models.quotation import QuotingMixin, origin_panel
from history.page_forms import QuotingPageForm
from pages.contract import Data, Kind as SearchKind
from pages.models import BasePage
from pages.models.picture import PictureMixin
from pages.related import Subjects
from pages.unusable import usable

from .event_link import EventLink, event_links_panel

CURRENCIES = ("USD", "EUR", "GBP", "CHF", "CAD", "JPY")  # ISO 4217, those of donors
GROUPED_FROM = 10_000  # docs/editing/estilo.md: thousands apart from five digits on


class ProgramPage(QuotingMixin, DatedPageMixin, PictureMixin, BasePage):
    """A current or past programme of the office: period, sphere, partners and events."""

    class Status(models.TextChoices):
        """The values are part of URLs (`?estado=historico`), so they are Spanish and permanent."""

        CURRENT = "vigente", _("current")
        CLOSED = "cerrado", _("closed")
        HISTORIC = "historico", _("past")

    class Kind(models.TextChoices):
        PROGRAMME = "programa", _("programme")
        CASES = "casos", _("cases")

    parent_page_types = ["programs.ProgramIndexPage"]
    subpage_types = []
    may_be_in_menus = False
    base_form_class = QuotingPageForm
    words_field = "period_as_written"
    own_fields = (*DatedPageMixin.own_fields, words_field, "donor", "amount", "results")
    search_kind = SearchKind("programa", _("programme"), _("Programmes"))
    data = Data(
        name="programas",
        key="programmes",
        record="programme",
        description=_("The office's programmes with their periods, areas, partners and events."),
        about="Programmes of the office, current and past.",
    )
    # What several carry together to an end of its own, current or past. A `Service` would be one
    # that the office offers today.
    schema_type = "Project"
    is_cited = True
    help_chapter = "programas"
    quick_add = _("Add a programme")
    page_description = _("What the office does or did: for whom, where, since when, with whom.")

    description = RichTextField(
        _("description"),
        blank=True,
        features=["bold", "italic", "link", "ol", "ul"],
        help_text=_("What the programme does or did, and for whom."),
    )
    period_as_written = models.CharField(
        _("period as the source writes it"),
        max_length=150,
        blank=True,
        help_text=_("Word for word, such as 'en los años 80 y 90'. This is what readers see."),
    )
    partners = models.TextField(
        _("partners"), blank=True, help_text=_("Who carries the programme with the office.")
    )
    donor = models.TextField(_("donor"), blank=True, help_text=_("Who pays. Names, one on a line."))
    amount = models.DecimalField(
        _("amount"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("What the whole project costs, in figures alone. Empty, it is not shown."),
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        choices=[(code, code) for code in CURRENCIES],
        default=CURRENCIES[0],
        help_text=_("That of the amount. Shown only with one."),
    )
    results = RichTextField(
        _("results"),
        blank=True,
        features=["bold", "link", "ul"],
        help_text=_("What came of it, with figures. Below the description."),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.CURRENT
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.PROGRAMME,
        help_text=_("What the source calls it."),
    )
    sphere = models.ForeignKey(
        "programs.SpherePage",
        verbose_name=_("area"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="programs",
    )
    sources = ParentalManyToManyField(
        Source, verbose_name=_("sources"), blank=True, related_name="programs"
    )

    internal_fields = BasePage.internal_fields | {"sort_year"}
    translated_panels = [
        "quotation",
        "quotation_part",
        "period_as_written",
        "partners",
        "donor",
        "image_alt",
        "description",
        "results",
    ]
    help_texts = {
        "period_as_written": _(
            "When it runs or ran, as readers see it: 'since 2018', 'in the 1980s'. Of a past"
            " programme, word for word as its source says it."
        ),
        "partners": _("Who carries the programme with the office. Names, one on a line."),
        "description": _(
            "What the programme does or did, and for whom, below the picture. One to three"
            " paragraphs."
        ),
    }
    shared_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "status", help_text=_("Beside the title, and among the filters of the list.")
                ),
                FieldPanel("kind", help_text=_("“Cases” only where its source calls it so.")),
                FieldPanel(
                    "sphere", help_text=_("The area whose page lists the programme, if known.")
                ),
            ],
            heading=_("Programme"),
        ),
        *date_panels(_("Period")),
        MultiFieldPanel([FieldPanel("amount"), FieldPanel("currency")], heading=_("Amount")),
        event_links_panel(),
        FieldPanel(
            "sources",
            widget=CheckboxSelectMultiple,
            help_text=_("At the end of the page: where this is written."),
        ),
        origin_panel(),
        *PictureMixin.picture_panels,
    ]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    @classmethod
    def frame_pages(cls) -> list["ProgramPage"]:
        found = cls.objects.published().public().select_related("sphere")
        return usable(found.order_by(*cls.frame_order))

    @property
    def amount_words(self) -> str:
        """The amount as the active language writes numbers: 'USD 1 250 000'; '' without any."""
        if not self.amount:
            return ""
        decimals = 0 if self.amount == int(self.amount) else 2
        is_grouped = self.amount >= GROUPED_FROM
        number = number_format(self.amount, decimals, force_grouping=is_grouped)
        return f"{self.currency}\N{NO-BREAK SPACE}{number}"

    def subject_data(self) -> dict[str, str]:
        """Return nothing of what its source calls cases: they were no project."""
        return super().subject_data() if self.kind == self.Kind.PROGRAMME else {}

    @property
    def subjects(self) -> Subjects:
        return Subjects(program=self.pk, sphere=self.sphere_id)

    def get_context(self, request, *args, **kwargs):
        from ..listing import Beside

        context = super().get_context(request, *args, **kwargs)
        return context | {"beside": Beside(self, request)}


class ProgramEvent(EventLink):
    """Link between a programme and an event."""

    page = ParentalKey(ProgramPage, on_delete=models.CASCADE, related_name="event_links")

    class Meta(EventLink.Meta):
        verbose_name = _("event of a programme")
        verbose_name_plural = _("events of programmes")
