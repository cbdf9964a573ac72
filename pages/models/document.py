"""A document of the library that a page offers, with its language."""

from dataclasses import replace

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from ..blocks.links import Link, document_link


def languages() -> list[tuple[str, str]]:
    return settings.LANGUAGES


class DocumentMixin(models.Model):
    """Adds a document to a page type, which adds `document_panels` to its `shared_panels`."""

    document = models.ForeignKey(
        "media.PortalDocument",
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A file of the library, below the text. Its type and size are shown too."),
    )
    document_language = models.CharField(
        _("language of the document"), max_length=20, blank=True, choices=languages
    )

    document_panels = [
        MultiFieldPanel(
            [
                FieldPanel("document"),
                FieldPanel("document_language", help_text=_("Shown beside it. Empty if unknown.")),
            ],
            heading=_("Document"),
            classname="collapsed",
        )
    ]

    class Meta:
        abstract = True

    def document_link(self) -> Link | None:
        """Return the link to the document with its language; None if visitors may not read it."""
        if not (self.document and self.document.is_public):
            return None
        link = document_link(self.document)
        known = filter(None, [link.detail, self.get_document_language_display()])
        return replace(link, detail=", ".join(known))
