"""Index of calls: the page that lists them."""

from django.utils.translation import gettext_lazy as _

from pages.contract import FirstDraft, Listing
from pages.models import BasePage, lead_field
from pages.models.subjects import SUBJECT_FILTERS


class CallIndexPage(BasePage):
    """Lists the calls that have not closed by their closing, and the closed ones by year."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types = ["calls.CallPage"]
    max_count = 1
    help_chapter = "convocatorias"
    page_description = _("The list of vacancies, consultancies and tenders. One is enough.")
    first_draft = FirstDraft("convocatorias", {"es": "Convocatorias", "en": "Calls"})
    listing = Listing(
        of="calls.CallPage",
        order=("closes_at", "pk"),
        feed="convocatorias.xml",
        archive="closes_at",
        until="closes_at",
        filters={"tipo": "type", **SUBJECT_FILTERS},
    )

    lead = lead_field()

    translated_panels = ["lead"]

    class Meta:
        verbose_name = _("index of calls")
        verbose_name_plural = _("indexes of calls")
