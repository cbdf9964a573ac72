"""Mixin of page types that quote a text: whole sentences, their own part, and their place."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from pages.languages import Localized

from ..quotations import CUT, Quotation
from .choices import Source


class QuotingMixin(models.Model):
    """A page with a quotation in each language; list it before `DatedPageMixin` among the bases.

    The page type names `quotation` and `quotation_part` in `translated_panels`. The words of the
    date are those of `words_field`.
    """

    quotation = models.TextField(
        _("quotation"),
        blank=True,
        help_text=_(
            "Whole sentences of the text, word for word. '[…]' stands before one that does not"
            " begin its paragraph; lines after one that ends in a colon are a list."
        ),
    )
    quotation_part = models.TextField(
        _("the part of its own"),
        blank=True,
        help_text=_("The words that tell of this one; the others stand back. Empty, all do."),
    )
    narrative_block = models.CharField(
        _("where the narrative tells it"),
        max_length=80,
        blank=True,
        help_text=_("The paragraph of the history that is quoted, or that tells of it."),
    )
    narrative_block.holds_key = True
    quotation_source = models.ForeignKey(
        Source,
        verbose_name=_("source of the quotation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Only where the quotation is not from the history."),
    )

    folded_panels = frozenset({"quotation", "quotation_part"})
    folded_heading = _("Quotation of the history")

    class Meta:
        abstract = True

    @property
    def quoted(self) -> Quotation:
        """The quotation in the active language, else in Spanish; false if there is none."""
        return Quotation.of(self)

    def quoted_text(self) -> Localized:
        """Return the quotation without what stands for a gap."""
        text = self.quoted.text
        return Localized(str(text).replace(CUT, " "), text.language)


def origin_panel() -> MultiFieldPanel:
    """Return the panel for where a quotation is from: a paragraph of the history, or a source."""
    return MultiFieldPanel(
        [FieldPanel("narrative_block"), FieldPanel("quotation_source")],
        heading=_("Place of the quotation in the history"),
        classname="collapsed",
    )
