"""Help page in one language, which may be none of the site's."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.contract import Kind
from pages.models import BasePage


class OtherLanguageHelpPage(BasePage):
    """Help in one language, by itself: no translation of another page, and none of it."""

    parent_page_types = ["help.HelpIndexPage"]
    subpage_types = []
    may_be_in_menus = False
    search_kind = Kind("ayuda-idiomas", _("help in another language"), _("Help in other languages"))
    help_chapter = "ayuda"

    language = models.CharField(_("language"), max_length=20)

    shared_panels = [FieldPanel("language")]

    class Meta:
        verbose_name = _("help page in another language")
        verbose_name_plural = _("help pages in other languages")
