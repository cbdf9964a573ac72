"""Help index: the page at `/ayuda/` that lists what people need."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pages.contract import FirstDraft
from pages.models import BasePage, lead_field

from ..contents import HelpContents, contact_page, contents_below
from .short_address import WithShortAddress, poster_panel


class HelpIndexPage(WithShortAddress, BasePage):
    """Lists help pages in the order that staff give them; contact points stand below it too.

    It is in the header of every page as soon as there is something in it, and so in no menu.
    """

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["help.HelpPage", "help.ContactPoint", "help.OtherLanguageHelpPage"]
    max_count = 1
    short_route, qr_route = "short_help", "help_qr"
    may_be_in_menus = False
    frame = {
        "header": "help/header_link.html",
        "ways": "help/way.html",
        "not_found": "help/first_needs.html",
        "no_results": "help/first_needs.html",
        "outage": "help/outage_link.html",
    }
    help_chapter = "ayuda"
    first_draft = FirstDraft("ayuda", {"es": "Ayuda", "en": "Help"})

    lead = lead_field()

    page_description = _("The list of all help pages. One is enough.")
    translated_panels = ["lead"]
    shared_panels = [poster_panel()]

    class Meta:
        verbose_name = _("help index")
        verbose_name_plural = _("help indexes")

    @classmethod
    def frame_pages(cls) -> list["HelpIndexPage"]:
        """Return the public index with what is below it, unless nothing is."""
        return [index for index in super().frame_pages() if index.contents]

    @cached_property
    def contents(self) -> HelpContents:
        return contents_below(self)

    @property
    def way_in(self) -> BasePage:
        """The page to which the header leads: the only help page if there is no other, or this."""
        one_need = len(self.contents.needs) == 1 and not self.contents.other_languages
        return self.contents.needs[0] if one_need else self

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"contents": self.contents, "contact_page": contact_page(request)}
