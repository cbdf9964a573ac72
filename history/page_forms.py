"""Edit forms of pages with a date: events, and programmes."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from oim_portal.web.html_text import plain
from pages.models.picture import PicturePageForm

from .forms import DatedFormMixin


class DatedPageForm(DatedFormMixin, PicturePageForm):
    """Edit form of a page with a date and a picture."""


class HistoryEventForm(DatedPageForm):
    """Edit form of an event, with a choice of the paragraphs of the narrative."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "narrative_block" in self.fields:
            self.fields["narrative_block"].widget = forms.Select(choices=self._paragraphs())

    def _paragraphs(self) -> list[tuple[str, object]]:
        parent = self.parent_page.specific if self.parent_page else None
        found: dict[str, object] = {"": _("Nowhere")}
        for block in getattr(parent, "narrative_es", None) or []:
            text = " ".join(block.block.get_searchable_content(block.value))
            found[block.id] = Truncator(plain(text)).words(12)
        found.setdefault(self.instance.narrative_block, _("A paragraph that is no longer there"))
        return list(found.items())
