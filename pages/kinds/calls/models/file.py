"""Files of a call."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from pages.models.picture import DocumentMixin
from pages.models.rows import PageRow

from .call import CallPage


class CallFile(DocumentMixin, PageRow):
    """A file of a call, such as its terms of reference."""

    page = ParentalKey(CallPage, on_delete=models.CASCADE, related_name="files")

    panels = [
        FieldPanel("document"),
        FieldPanel("document_language", help_text=_("Shown beside it. Empty if unknown.")),
    ]

    #: For the search (`file_rows`): most files whose language nobody has said are in Spanish.
    language = property(lambda self: self.document_language or settings.LANGUAGE_CODE)

    class Meta(PageRow.Meta):
        verbose_name = pgettext_lazy("of a call", "file")
        verbose_name_plural = pgettext_lazy("of a call", "files")

    def __str__(self) -> str:
        return str(self.document or "")
