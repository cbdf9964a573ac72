"""Form that asks for the reason of a publication without a second reader."""

from django import forms
from django.utils.translation import gettext_lazy


class ReasonForm(forms.Form):
    """Form for the reason of a publication without a second reader."""

    reason = forms.CharField(
        label=gettext_lazy("Why can it not wait?"),
        help_text=gettext_lazy("One sentence. It stays in the page's history and is listed."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
