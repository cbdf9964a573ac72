"""Index page of programmes."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _, ngettext

from pages.contract import Figure
from pages.models import BasePage, lead_field


class ProgramIndexPage(BasePage):
    """Listing of the programmes, by sphere and status, and of the spheres."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["programs.SpherePage", "programs.ProgramPage"]
    max_count = 1
    frame = {"front_page_end": "programs/front_page.html"}

    lead = lead_field()

    page_description = _("The list of all programmes. One is enough.")
    translated_panels = ["lead"]

    class Meta:
        verbose_name = _("index of programmes")
        verbose_name_plural = _("indexes of programmes")

    def figures(self, request: HttpRequest) -> list[Figure]:
        from ..listing import public_programs, public_spheres
        from .program import ProgramPage

        # Read and not counted, so that what stores the figures learns when a page expires.
        programs = public_programs(self, request)
        spheres = len(public_spheres(self, request))
        past = len([each for each in programs if each.status == ProgramPage.Status.HISTORIC])
        current = len(programs) - past
        return [
            Figure(current, ngettext("programme", "programmes", current), "programas"),
            Figure(past, ngettext("past programme", "past programmes", past), "programas"),
            Figure(spheres, ngettext("area", "areas", spheres), "esferas"),
        ]

    def in_short(self, request: HttpRequest) -> str:
        return ", ".join(
            f"{figure.number} {figure.label}" for figure in self.figures(request) if figure.number
        )

    def get_context(self, request, *args, **kwargs):
        from ..listing import ProgramListing

        context = super().get_context(request, *args, **kwargs)
        return context | {"listing": ProgramListing(self, request)}
