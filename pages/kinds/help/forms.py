"""Edit form of help in another language, with the language among its fields."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.forms import PortalPageForm

from .languages import choices


class OtherLanguageForm(PortalPageForm):
    """A language is chosen from a list; without one a draft is saved, and nothing is published."""

    own_language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: [("", "—"), *choices()],
        help_text=_("That in which the whole page is written, with its title."),
    )

    def clean(self) -> dict:
        self.instance.may_lack_language = self.is_deferred_validation
        return super().clean()
