"""Mission page with its commitments, and values page with its values."""

from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel
from wagtail.fields import RichTextField

from ..contract import Kind
from ..languages import has_text, localized
from ..panels import translated_row_panels
from ..passages import Part, Passage
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


class ValuesPage(BasePage):
    """The values of the office: an introduction, then a list of named values."""

    parent_page_types = ["pages.HomePage", "pages.SectionPage"]
    subpage_types = []
    page_description = _("The values of the office, each with its description. One is enough.")

    body = RichTextField(
        _("text"),
        blank=True,
        features=["bold", "italic", "link", "ol", "ul"],
        help_text=_("The text of the page. The values are listed after it."),
    )

    part_kind = Kind("valor", _("value"), _("Values"))
    translated_panels = ["body"]
    help_texts = {
        "body": _("The text of the page, before the list of values. One or two paragraphs.")
    }
    shared_panels = [InlinePanel("values", heading=_("Values"), label=_("Value"))]

    class Meta:
        verbose_name = _("values")
        verbose_name_plural = _("pages of values")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"values": self.values.all()}

    def in_short(self, request: HttpRequest) -> str:
        return ", ".join(str(localized(value, "name")) for value in self.values.all()).capitalize()

    def parts(self, language: str) -> list[Part]:
        named = [v for v in self.values.all() if has_text(getattr(v, f"name_{language}"))]
        return [
            Part(
                title=getattr(value, f"name_{language}"),
                text=getattr(value, f"description_{language}") or "",
                anchor=value.anchor,
            )
            for value in named
        ]


class Value(PageRow):
    """A value of the office, with an optional description."""

    page = ParentalKey(ValuesPage, on_delete=models.CASCADE, related_name="values")
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Optional. Shown under the name.")
    )

    panels = translated_row_panels(
        "name", "description", name=_("In the list of values. One or two words.")
    )

    class Meta(PageRow.Meta):
        verbose_name = _("value")
        verbose_name_plural = _("values")

    def __str__(self) -> str:
        return self.name

    @property
    def anchor(self) -> str:
        """The HTML id of the value in its page, the same in all languages."""
        return f"valor-{slugify(self.name_es)}"
