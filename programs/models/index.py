"""Index page of programmes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.models import BasePage


class ProgramIndexPage(BasePage):
    """Listing of the programmes, by sphere and status, and of the spheres."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["programs.SpherePage", "programs.ProgramPage"]
    max_count = 1

    lead = models.TextField(
        _("lead text"), blank=True, help_text=_("Shown under the title. One or two sentences.")
    )

    translated_panels = ["lead"]

    class Meta:
        verbose_name = _("index of programmes")
        verbose_name_plural = _("indexes of programmes")

    def get_context(self, request, *args, **kwargs):
        from ..listing import ProgramListing

        context = super().get_context(request, *args, **kwargs)
        return context | {"listing": ProgramListing(self, request)}
