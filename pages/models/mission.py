"""Mission page and its commitments."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel
from wagtail.fields import RichTextField

from ..languages import has_text
from ..panels import translated_row_panels
from ..passages import Passage
from .base import BasePage
from .rows import PageRow


class MissionPage(BasePage):
    """The mission of the office: opening statements, then commitments in order."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types = []
    help_chapter = "mision"
    page_description = _("The mission of the office and its commitments. One is enough.")
    quick_change = _("Change the mission")

    opening = RichTextField(
        _("opening statements"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("The first paragraphs of the page."),
    )
    commitments_lead = models.TextField(
        _("sentence before the commitments"),
        blank=True,
        help_text=_("Ends with a colon and leads to the list of commitments."),
    )

    translated_panels = ["opening", "commitments_lead"]
    help_texts = {"opening": _("The first paragraphs of the page. Two or three, of a few lines.")}
    shared_panels = [
        InlinePanel("commitments", heading=_("Commitments"), label=_("Commitment")),
    ]

    class Meta:
        verbose_name = _("mission")
        verbose_name_plural = _("missions")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"commitments": self.commitments.all()}

    def passages(self, language: str) -> list[Passage]:
        texts = [getattr(commitment, f"text_{language}") for commitment in self.commitments.all()]
        return [*super().passages(language), *(Passage(text) for text in texts if has_text(text))]


class Commitment(PageRow):
    """A commitment of the office: one item in the list of the mission page."""

    page = ParentalKey(MissionPage, on_delete=models.CASCADE, related_name="commitments")
    text = models.TextField(_("commitment"))

    panels = translated_row_panels(
        "text", text=_("A line of the list of commitments. One sentence.")
    )

    class Meta(PageRow.Meta):
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")

    def __str__(self) -> str:
        return self.text
