"""Edit form of events."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from oim_portal.web.html_text import plain
from pages.models.picture import PicturePageForm

from .forms import DatedFormMixin


class HistoryEventForm(DatedFormMixin, PicturePageForm):
    """Edit form of an event, with a choice of the paragraphs of the narrative."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "narrative_block" in self.fields:
            field = self.fields["narrative_block"]
            field.widget = forms.Select(choices=self._paragraphs())
        for name in ("themes", "sources"):
            if name in self.fields:
                self.fields[name].widget = forms.CheckboxSelectMultiple(
                    choices=self.fields[name].choices
                )

    def _paragraphs(self) -> list[tuple[str, str]]:
        parent = self.parent_page.specific if self.parent_page else None
        blocks = getattr(parent, "narrative_es", None) or []
        found = [("", _("Nowhere"))]
        for block in blocks:
            text = " ".join(block.block.get_searchable_content(block.value))
            found.append((block.id, Truncator(plain(text)).words(12)))
        known = {value for value, _label in found}
        current = self.instance.narrative_block
        if current not in known:
            found.append((current, _("A paragraph that is no longer there")))
        return found
