"""Edit forms of pages with a date: events, and programmes."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from oim_portal.web.html_text import plain
from pages.models.picture import PicturePageForm

from .forms import DatedFormMixin


class QuotingPageForm(DatedFormMixin, PicturePageForm):
    """Edit form of a page with a date that quotes the history, and a choice of its paragraphs."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "narrative_block" in self.fields:
            self.fields["narrative_block"].widget = forms.Select(choices=self._paragraphs())

    def _paragraphs(self) -> list[tuple[str, object]]:
        from .models import HistoryPage

        found: dict[str, object] = {"": _("Nowhere")}
        for block in getattr(HistoryPage.current(), "narrative_es", None) or []:
            text = " ".join(block.block.get_searchable_content(block.value))
            found[block.id] = Truncator(plain(text)).words(12)
        found.setdefault(self.instance.narrative_block, _("A paragraph that is no longer there"))
        return list(found.items())
