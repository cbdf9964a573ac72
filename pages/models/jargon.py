"""Words that staff want to avoid, of which the checks in the page editor remind."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WordToAvoid(models.Model):
    """Words or phrases with one meaning, and what to write in their place."""

    words = models.CharField(
        _("words"),
        max_length=255,
        help_text=_("Words or phrases in each of their forms, separated by commas."),
    )
    instead = models.CharField(
        _("better"),
        max_length=255,
        blank=True,
        help_text=_("What to write in their place, as readers know it."),
    )

    class Meta:
        verbose_name = _("word to avoid")
        verbose_name_plural = _("words to avoid")
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def all_forms(cls) -> dict[str, str]:
        """Return what to write in the place of each form, in lower case."""
        return {
            " ".join(form.lower().split()): each.instead
            for each in cls.objects.all()
            for form in each.words.split(",")
            if form.strip()
        }
