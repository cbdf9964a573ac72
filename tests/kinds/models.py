"""A notice that closes at a moment, and the page that lists notices: the whole of both types."""

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from oim_portal.web import expiry
from pages.contract import Data, Kind, Listing
from pages.models import BasePage


class NoticePage(BasePage):
    """What the office gives notice of until it closes."""

    class Stream(models.TextChoices):
        CALL = "convocatoria", "Convocatorias"
        NEWS = "novedad", "Novedades"

    parent_page_types = ["kinds.NoticeIndexPage"]
    subpage_types = []
    may_be_in_menus = False
    search_kind = Kind("aviso", "aviso", "Avisos")
    data = Data("avisos", "notices", "notice", "De qué da aviso la oficina, y hasta cuándo.")
    schema_type = "SpecialAnnouncement"
    schema_properties = {"datePosted": "posted_on"}
    quick_add = "Añadir un aviso"
    changes_at = (*BasePage.changes_at, "closes_at")

    text = RichTextField(
        "texto", blank=True, features=["bold", "link"], help_text="De qué se avisa."
    )
    posted_on = models.DateField("día", null=True, blank=True, help_text="El día en que se avisa.")
    closes_at = models.DateTimeField(
        "cierra", null=True, blank=True, help_text="La hora en que se cierra."
    )
    stream = models.CharField(
        "clase",
        max_length=20,
        choices=Stream.choices,
        default=Stream.NEWS,
        help_text="Por ella se filtra la lista.",
    )

    translated_panels = ["text"]
    shared_panels = [FieldPanel("posted_on"), FieldPanel("closes_at"), FieldPanel("stream")]

    @property
    def is_closed(self) -> bool:
        return self.closes_at is not None and self.closes_at <= timezone.now()

    @property
    def days_left(self) -> int:
        """Count the days to the closing for whoever reads the page today."""
        return (timezone.localdate(self.closes_at) - expiry.today()).days

    class Meta:
        verbose_name = "aviso"
        verbose_name_plural = "avisos"


class NoticeIndexPage(BasePage):
    """Lists the notices, the newest first."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["kinds.NoticePage"]
    max_count = 1
    listing = Listing(
        of="kinds.NoticePage",
        order=("-posted_on", "-pk"),
        feed="avisos.xml",
        archive="posted_on",
        filters={"clase": "stream"},
        length=3,
    )

    class Meta:
        verbose_name = "lista de avisos"
        verbose_name_plural = "listas de avisos"
