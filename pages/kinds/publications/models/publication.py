"""Publications and their files."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField

from oim_portal.media.models import PdfReading, PortalDocument
from oim_portal.web.html_text import plain
from pages.contract import Data, Kind
from pages.languages import current_language, has_text, localized
from pages.models import BasePage, lead_field
from pages.models.picture import PictureMixin
from pages.models.rows import PageRow
from pages.models.subjects import SubjectsMixin
from pages.panels import translated_row_panels

from ..forms import PublicationForm
from ..languages import languages
from ..licences import Licence, licence_url
from ..offers import Offer, offers_of
from ..remarks import remarks_of

FIRST_YEAR = 1951  # of the organization
OF_SERIES = 5
#: schema.org types by kind of publication; others are a DigitalDocument.
SCHEMA_TYPES = {"informe": "Report", "estudio": "Report", "boletin": "PublicationIssue"}


def years() -> list[tuple[int, str]]:
    """Return the choices, the last one first; as a callable, so that migrations name it."""
    last = timezone.localdate().year + 1
    return [(year, str(year)) for year in range(last, FIRST_YEAR - 1, -1)]


class PublicationPage(SubjectsMixin, PictureMixin, BasePage):
    """A report, a guide or the like: its files, and a summary in HTML of what they say."""

    class PublicationKind(models.TextChoices):
        """Each value is part of URLs, and permanent."""

        REPORT = "informe", _("Report")
        STUDY = "estudio", _("Study")
        BULLETIN = "boletin", _("Bulletin")
        GUIDE = "guia", _("Guide")
        FACT_SHEET = "hoja-informativa", _("Fact sheet")
        INFOGRAPHIC = "infografia", _("Infographic")
        FORM = "formulario", _("Form")
        LAW = "normativa", _("Laws and rules")

    base_form_class = PublicationForm
    parent_page_types = ["publications.PublicationIndexPage"]
    subpage_types = []
    may_be_in_menus = False
    search_kind = Kind("publicacion", _("publication"), _("Publications"))
    data = Data(
        "publicaciones",
        "publications",
        "publication",
        _("What the office has published: reports, guides, bulletins and others."),
        "Publications of the office, each with its summary.",
        {"files": "each page lists its own"},
    )
    file_rows = "files"
    is_cited = True
    own_fields = (*BasePage.own_fields, "year", "number", "files")
    help_chapter = "publicaciones"
    quick_add = _("Add a publication")

    lead = lead_field(_("Shown under the title and in lists. One sentence."))
    summary = RichTextField(
        _("summary"),
        blank=True,
        features=["h3", "bold", "italic", "link", "ol", "ul"],
        help_text=_(
            "What the publication says, for whoever cannot download it: the question, how it was"
            " studied, what was found. It cannot be published without one in Spanish."
        ),
    )
    kind = models.CharField(
        _("kind of publication"),
        max_length=20,
        choices=PublicationKind.choices,
        help_text=_("Above the title. Visitors filter the list by it."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        choices=years,
        help_text=_("That on the cover. The list is in this order."),
    )
    series = models.CharField(
        _("series"),
        max_length=150,
        blank=True,
        help_text=_("As it is on the cover. Publications with the same words link to each other."),
    )
    number = models.CharField(
        _("number in the series"), max_length=20, blank=True, help_text=_("'2', 'May 2026'.")
    )
    licence = models.CharField(
        _("licence"),
        max_length=30,
        blank=True,
        choices=Licence.choices,
        help_text=_("What the publication itself says. Empty, the page says nothing."),
    )

    page_description = _("A report, a guide or another publication, with its files.")
    translated_panels = ["lead", "summary", "image_alt"]
    panels_with_texts = [
        FieldPanel("kind"),
        FieldPanel("year"),
        InlinePanel(
            "files",
            heading=_("Files"),
            label=_("File"),
            help_text=_("One for each language. Visitors read its weight before they download it."),
        ),
    ]
    shared_panels = [
        *panels_with_texts,
        FieldPanel("series"),
        FieldPanel("number"),
        FieldPanel("licence"),
        *SubjectsMixin.subject_panels,
        *PictureMixin.picture_panels,
    ]

    #: Whether the form that filled the page saves a draft; None without a form.
    may_lack_summary: bool | None = None

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def clean(self) -> None:
        super().clean()
        is_needed = self.live if self.may_lack_summary is None else not self.may_lack_summary
        if is_needed and not has_text(self.summary_es):
            said = _("Write what the publication says: many visitors cannot download the file.")
            raise ValidationError({"summary_es": said})

    @property
    def date_long(self) -> str:
        return str(self.year or "")

    @property
    def licence_url(self) -> str:
        return licence_url(self.licence)

    @cached_property
    def offers(self) -> list[Offer]:
        """The files that visitors may read; a list of publications sets them for all at once."""
        # A row of a preview may not know its page yet.
        return [each for offers in offers_of(self.files.all()).values() for each in offers]

    @property
    def own_offers(self) -> list[Offer]:
        """The files, those in the language of the reader first."""
        return sorted(self.offers, key=lambda offer: offer.language != current_language())

    @property
    def pages_count(self) -> int | None:
        """The pages of the first file of which they are known."""
        return next((offer.pages for offer in self.own_offers if offer.pages), None)

    @property
    def cover(self) -> PdfReading | None:
        """The first page of the first PDF, where the publication has no picture of its own."""
        readings = (offer.reading for offer in self.own_offers)
        return next((each for each in readings if each and each.cover_width), None)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        same = PublicationPage.objects.filter(series=self.series).exclude(pk=self.pk)
        others = same.published().public().order_by("-year", "-pk") if self.series else same.none()
        return context | {"of_series": others[:OF_SERIES]}

    def remarks(self) -> list[tuple[str, str, str, str]]:
        return [
            (title, row.document.title, advice, f"files:{number}/document")
            for number, row in enumerate(self.files.all())
            for title, advice in remarks_of(row)
        ]

    def subject_data(self) -> dict:
        """Return the publication with its files, for search engines."""
        node = {
            "@type": SCHEMA_TYPES.get(self.kind, "DigitalDocument"),
            "abstract": plain(str(localized(self, "summary"))),
            "datePublished": str(self.year or ""),
            "license": self.licence_url,
            "isPartOf": self.series and {"@type": "CreativeWorkSeries", "name": self.series},
            "issueNumber": self.kind == "boletin" and self.number,
            "image": self.cover and absolute(self.cover.cover_url),
            "encoding": [offer.data for offer in self.offers],
        }
        return {name: value for name, value in node.items() if value}


class PublicationFile(PageRow):
    """A file of a publication in one language."""

    page = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        PortalDocument,
        verbose_name=_("document"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A file of the library. The panel 'Checks' says what a PDF lacks."),
    )
    language = models.CharField(
        _("language of the document"),
        max_length=20,
        choices=languages,
        help_text=_("Visitors choose the file by it."),
    )
    note = models.CharField(
        _("what tells it apart"),
        max_length=80,
        blank=True,
        help_text=_("Beside the language, where two files have the same: 'for printing'."),
    )

    panels = [FieldPanel("document"), FieldPanel("language"), *translated_row_panels("note")]

    class Meta(PageRow.Meta):
        verbose_name = _("file of a publication")
        verbose_name_plural = _("files of publications")

    def __str__(self) -> str:
        return self.get_language_display()


def absolute(url: str) -> str:
    return url if "://" in url else f"{settings.PORTAL_URL}{url}"
