"""Pages that staff recommend for a search."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.search import index

from pages.models import BasePage

from ..fields import language_of_searches, listed_terms


class Promotion(index.Indexed, models.Model):
    """A page that is shown first for exactly one of these searches."""

    language = language_of_searches()
    searches = models.TextField(
        _("searches"),
        help_text=_(
            "What visitors type, separated by commas, such as “visa, visado”. Accents and "
            "capitals make no difference."
        ),
    )
    page = models.ForeignKey(
        BasePage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [
        FieldPanel("searches"),
        PageChooserPanel("page", help_text=_("Shown first, above all that the search finds.")),
        FieldPanel("language"),
    ]
    search_fields = [index.SearchField("searches"), index.AutocompleteField("searches")]

    class Meta:
        verbose_name = _("recommended page")
        verbose_name_plural = _("recommended pages")
        ordering = ["searches", "pk"]

    def __str__(self) -> str:
        return f"{self.searches} → {self.page}"

    def clean(self) -> None:
        super().clean()
        if not listed_terms(self.searches):
            raise ValidationError({"searches": _("Write at least one word.")})

    def answers(self, words: list[str]) -> bool:
        """Return whether these are the words, without accents, of one of the searches."""
        return " ".join(words) in listed_terms(self.searches)
