"""Contact page: the page at `/contacto/` that shows every contact point."""

from django.utils.translation import gettext_lazy as _

from pages.contract import FirstDraft
from pages.models import BasePage, lead_field

from .short_address import WithShortAddress, poster_panel


class ContactPage(WithShortAddress, BasePage):
    """Shows the public contact points; it holds no number of its own."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = []
    max_count = 1
    short_route, qr_route = "short_contact", "contact_qr"
    help_chapter = "contactos"
    first_draft = FirstDraft("contacto", {"es": "Contacto", "en": "Contact"})

    lead = lead_field()

    page_description = _("All contact points of the office. One is enough.")
    translated_panels = ["lead"]
    shared_panels = [poster_panel()]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def get_context(self, request, *args, **kwargs):
        from ..contacts import groups_of_points

        context = super().get_context(request, *args, **kwargs)
        return context | {"groups": groups_of_points(request)}
