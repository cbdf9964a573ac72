"""The text under the title of a page: what names it a lead is its name, `lead`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


def lead_field(help_text=None) -> models.TextField:
    """Return the field `lead` of a page type, which names it in `translated_panels`.

    By that name it is shown in the header and in cards, weighs more than text in the search
    (`search.indexing`), describes the page (`pages.metadata.descriptions`), is no passage
    (`pages.passages`), is no content by itself (`pages.dead_ends`), and is filled by
    `import_pages`.
    """
    help_text = help_text or _("Shown under the title. One or two sentences.")
    return models.TextField(_("lead text"), blank=True, help_text=help_text)
