"""Edit forms of pages with a date: events, and programmes."""

from functools import partial

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from oim_portal.web.html_text import plain
from pages.languages import language_codes
from pages.models.picture import PicturePageForm

from .forms import DatedFormMixin
from .source_marks import check_marks, written


class QuotingPageForm(DatedFormMixin, PicturePageForm):
    """Edit form of a page with a date that quotes the history, and a choice of its paragraphs."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "narrative_block" in self.fields:
            self.fields["narrative_block"].widget = forms.Select(choices=self._paragraphs())
        for code in language_codes():
            if field := self.fields.get(f"quotation_{code}"):
                from .quoting import QuotationWidget

                field.widget = QuotationWidget(code, attrs=field.widget.attrs)

    def clean(self):
        cleaned = super().clean()
        for code in language_codes():
            self._check_quotation(code, cleaned)
        return cleaned

    def _check_quotation(self, code: str, cleaned: dict) -> None:
        """Check what this save changes: a quotation that differs later is for the report."""
        from .quoting import check_quotation, check_words

        name, part = f"quotation_{code}", f"quotation_part_{code}"
        words = f"{self.instance.words_field}_{code}"
        quotation = cleaned.get(name) or ""
        checks = [
            (each, partial(check_words, cleaned.get(each), quotation)) for each in (part, words)
        ]
        if not cleaned.get("quotation_source"):
            checks.append((name, partial(check_quotation, quotation, code)))
        for each, check in checks:
            if each in self.changed_data and each in self.fields:
                try:
                    check()
                except forms.ValidationError as error:
                    self.add_error(each, error)

    def _paragraphs(self) -> list[tuple[str, object]]:
        from .models import HistoryPage

        found: dict[str, object] = {"": _("Nowhere")}
        for block in getattr(HistoryPage.current(), "narrative_es", None) or []:
            text = " ".join(block.block.get_searchable_content(block.value))
            found[block.id] = Truncator(plain(text)).words(12)
        found.setdefault(self.instance.narrative_block, _("A paragraph that is no longer there"))
        return list(found.items())


class EventPageForm(QuotingPageForm):
    """Edit form of an event: sources with their marks, which the text must know; not in a draft."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("sources"):
            field.label_from_instance = lambda source: f"{source} {written(source)}"

    def clean(self):
        cleaned = super().clean()
        names = [f"text_{code}" for code in language_codes()]
        for name in [] if self.is_deferred_validation else names:
            try:
                check_marks(cleaned.get(name) or "", cleaned.get("sources") or ())
            except forms.ValidationError as error:
                self.add_error(name, error)
        return cleaned
