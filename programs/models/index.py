"""The page that leads to all programmes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.models import BasePage


class ProgramIndexPage(BasePage):
    """The office's programmes."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = []
    max_count = 1

    lead = models.TextField(
        _("lead text"), blank=True, help_text=_("Shown under the title. One or two sentences.")
    )

    translated_panels = ["lead"]

    class Meta:
        verbose_name = _("index of programmes")
        verbose_name_plural = _("indexes of programmes")
