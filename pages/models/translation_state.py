"""What the system knows of a translation; never edited with the page.

A table of its own: publishing a revision rewrites every column of a page from the revision.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import BasePage


class TranslationState(models.Model):
    """Whether the office has reviewed one page's translation into one language."""

    page = models.ForeignKey(
        BasePage,
        on_delete=models.CASCADE,
        related_name="translation_states",
        verbose_name=_("page"),
    )
    language = models.CharField(_("language"), max_length=10)
    reviewed = models.BooleanField(_("reviewed by the office"), default=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        constraints = [
            models.UniqueConstraint("page", "language", name="pages_one_state_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.page} ({self.language})"
