"""Languages spoken at a contact point: several codes in one column, ticked in the form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .languages import NAMES

#: Those of Ecuador, then those that people bring, by their code in BCP 47.
SPOKEN = {
    "es": _("Spanish"),
    "qu": NAMES["qu"],
    "jiv": NAMES["jiv"],
    "ecs": _("Ecuadorian Sign Language"),
    "en": _("English"),
    "fr": NAMES["fr"],
    "ht": NAMES["ht"],
    "pt": NAMES["pt"],
    "ar": NAMES["ar"],
    "zh": NAMES["zh-Hans"],
    "ru": NAMES["ru"],
    "uk": NAMES["uk"],
    "hi": NAMES["hi"],
}


def codes_in(value: str) -> list[str]:
    return [code for code in (value or "").split(",") if code]


def names_in(value: str) -> str:
    """Return the names of languages, in the active language; an unknown code stays a code."""
    return capfirst(", ".join(str(SPOKEN.get(code, code)) for code in codes_in(value)))


class SpokenFormField(forms.MultipleChoiceField):
    """Checkboxes of languages, whose value is that of the column."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        return codes_in(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        chosen = super().clean(value)
        return ",".join(code for code in SPOKEN if code in chosen)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class SpokenField(models.CharField):
    """Codes of languages with commas between them, in the order of `SPOKEN`."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        kwargs = {name: kwargs[name] for name in ("required", "widget") if name in kwargs}
        return SpokenFormField(
            choices=list(SPOKEN.items()),
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            **{"required": not self.blank} | kwargs,
        )

    def validate(self, value: str, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if unknown := [code for code in codes_in(value) if code not in SPOKEN]:
            raise ValidationError(_("Unknown language: %s") % ", ".join(unknown))

    def in_words(self, value: str) -> str:
        """Return a value for people who compare two texts (`admin/review/field_lines.py`)."""
        return names_in(value)
