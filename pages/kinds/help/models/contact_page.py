"""Contact page: the page at `/contacto/` that shows every contact point."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.models import BasePage


class ContactPage(BasePage):
    """Shows the public contact points; it holds no number of its own."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = []
    max_count = 1
    help_chapter = "contactos"

    lead = models.TextField(
        _("lead text"), blank=True, help_text=_("Shown under the title. One or two sentences.")
    )

    translated_panels = ["lead"]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")
