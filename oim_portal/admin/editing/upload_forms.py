"""Forms of pictures and documents with a conflict check: their views have no hook before saving."""

from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from oim_portal.media import forms

from .stale_values import FIELD, last_change, state_in, state_of, stored


class StaleFormMixin:
    """Form that refuses, once, to overwrite values saved by somebody else since, and lists them.

    The user's input stays in the form; saving again overwrites. A form that does not say what it
    was loaded with is not checked.
    """

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.data.get(FIELD) or not self.instance.pk:
            return cleaned
        saved = type(self.instance)._base_manager.get(pk=self.instance.pk)
        loaded = state_in(self.data)
        if loaded != stored(saved):
            self.add_error(None, self.what_is_saved(saved, loaded or {}))
            self.data = self.data.copy()
            self.data[FIELD] = state_of(saved)
        return cleaned

    def what_is_saved(self, saved, loaded: dict) -> str:
        now, change = stored(saved), last_change(saved)
        changed = [name for name in self.fields if name in now and now[name] != loaded.get(name)]
        return format_html(
            "{} {} {}",
            _("Saved meanwhile by %s:") % (change and change.user or _("somebody else")),
            format_html_join("; ", "{}: “{}”", ((self.label(n), shown(saved, n)) for n in changed)),
            _("Your words are still below: take over what you want to keep, and save again."),
        )

    def label(self, name: str) -> str:
        return capfirst(self.fields[name].label or name)


def shown(thing, name: str) -> str:
    """Return the stored value of a field as people read it."""
    if hasattr(thing, f"get_{name}_display"):
        return getattr(thing, f"get_{name}_display")()
    return str(getattr(thing, name) or "")


class PictureForm(StaleFormMixin, forms.PictureForm):
    """Set as `WAGTAILIMAGES_IMAGE_FORM_BASE`."""


class DocumentForm(StaleFormMixin, forms.DocumentForm):
    """Set as `WAGTAILDOCS_DOCUMENT_FORM_BASE`."""
