"""The list of publications."""

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from pages.contract import FirstDraft, Listing
from pages.models import BasePage, lead_field
from pages.models.subjects import SUBJECT_FILTERS

from ..offers import offers_of
from .publication import PublicationFile, PublicationPage


class PublicationIndexPage(BasePage):
    """Lists the publications, the newest year first."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types = ["publications.PublicationPage"]
    max_count = 1
    help_chapter = "publicaciones"
    first_draft = FirstDraft("publicaciones", {"es": "Publicaciones", "en": "Publications"})
    listing = Listing(
        of="publications.PublicationPage",
        order=("-year", "-first_published_at", "-pk"),
        feed="publicaciones.xml",
        filters={"anio": "year", "tipo": "kind", **SUBJECT_FILTERS},
    )

    lead = lead_field()

    page_description = _("The list of all publications. One is enough.")
    translated_panels = ["lead"]

    class Meta:
        verbose_name = _("list of publications")
        verbose_name_plural = _("lists of publications")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        with_offers(context["listing"].pages)
        return context


def with_offers(pages: list[PublicationPage]) -> None:
    """Read files and pictures of all pages of a list at once."""
    rows = PublicationFile.objects.filter(page__in=pages).order_by("sort_order")
    offers = offers_of(rows)
    for page in pages:
        page.offers = offers.get(page.pk, [])
    prefetch_related_objects(pages, "image__renditions")
