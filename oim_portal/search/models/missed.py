"""Searches of visitors without results."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_LENGTH = 100


class MissedSearch(models.Model):
    """A search without results: its count and its last day. Nothing tells who searched.

    `shown_instead` is the spelling correction whose results the last visitor got.
    """

    language = models.CharField(_("language"), max_length=10)
    text = models.CharField(_("search"), max_length=MAX_LENGTH)
    times = models.PositiveIntegerField(_("times"), default=1)
    shown_instead = models.CharField(
        _("results were shown for"), max_length=MAX_LENGTH, blank=True, db_default=""
    )
    last_on = models.DateField(_("last on"))

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-times", "-last_on", "pk"]
        constraints = [models.UniqueConstraint("language", "text", name="search_one_miss_per_text")]

    def __str__(self) -> str:
        return self.text
