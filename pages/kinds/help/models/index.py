"""Help index: the page at `/ayuda/` that lists what people need."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.models import BasePage


class HelpIndexPage(BasePage):
    """Lists help pages in the order that staff give them; contact points stand below it too."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["help.HelpPage", "help.ContactPoint", "help.OtherLanguageHelpPage"]
    max_count = 1
    help_chapter = "ayuda"

    lead = models.TextField(
        _("lead text"), blank=True, help_text=_("Shown under the title. One or two sentences.")
    )

    translated_panels = ["lead"]

    class Meta:
        verbose_name = _("help index")
        verbose_name_plural = _("help indexes")
