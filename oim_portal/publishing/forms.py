"""Form that asks for the reason of a publication without a second reader."""

from django import forms
from django.utils.translation import gettext_lazy

from .publish import REASONS

OTHER = "other"


class ReasonForm(forms.Form):
    """Form for the reason of a publication without a second reader: a usual one, or a sentence."""

    why = forms.ChoiceField(
        choices=[*REASONS.items(), (OTHER, gettext_lazy("Another reason"))],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why can it not wait?"),
        help_text=gettext_lazy("One sentence. It stays in the page's history and is listed."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 1}),
        required=False,
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        usual = str(REASONS.get(cleaned.get("why", ""), ""))
        cleaned["reason"] = " ".join(filter(None, [usual, cleaned.get("reason", "")]))[:300]
        if not cleaned["reason"] and "reason" not in self.errors:
            self.add_error("reason", gettext_lazy("Choose a reason, or write one."))
        return cleaned
