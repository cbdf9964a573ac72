"""Stale forms of what has no revisions: a form carries what it was loaded with.

`StaleFormMixin` refuses such a form once; `editing` also stores the text of one that came too late.
"""

import json
from collections.abc import Iterable, Mapping

from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.text import capfirst
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.log_actions import registry

from oim_portal.media import forms

#: Hidden field of the form; a form without it is not checked.
FIELD = "loaded_state"
#: Log action of a stored text.
KEPT_VALUES = "portal.kept_values"


def stored(thing: Model) -> dict:
    """Return all stored values of an object, its rows included."""
    clustered = isinstance(thing, ClusterableModel)
    data = thing.serializable_data() if clustered else get_serializable_data_for_fields(thing)
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


def state_of(thing: Model) -> str:
    """Return the stored values, signed, for the hidden field."""
    return signing.dumps(stored(thing), salt=FIELD, compress=True)


def state_in(posted: Mapping[str, str]) -> dict | None:
    """Return the values that a submitted form was loaded with; None if it does not say."""
    try:
        return signing.loads(posted.get(FIELD, ""), salt=FIELD)
    except signing.BadSignature:
        return None


def last_change(thing: Model):
    """Return the last log entry of a change, with its user and time; None without one."""
    entries = registry.get_logs_for_instance(thing).exclude(action=KEPT_VALUES)
    return entries.select_related("user").order_by("-timestamp").first()


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
        now, loaded = stored(saved), state_in(self.data) or {}
        changed = [name for name in self.fields if name in now and now[name] != loaded.get(name)]
        if changed:
            who, labels = last_change(saved), {n: self.fields[n].label or n for n in changed}
            values = ((capfirst(labels[name]), shown(saved, name)) for name in changed)
            self.add_error(None, what_is_saved(who and who.user, values))
            self.data = self.data.copy()
            self.data[FIELD] = state_of(saved)
        return cleaned


def what_is_saved(user, values: Iterable[tuple[str, str]]) -> str:
    return format_html(
        "{} {} {}",
        _("Saved meanwhile by %s:") % (user or _("somebody else")),
        format_html_join("; ", "{}: “{}”", values),
        _("Your words are still below: take over what you want to keep, and save again."),
    )


def shown(thing, name: str) -> str:
    """Return the stored value of a field as people read it."""
    if hasattr(thing, f"get_{name}_display"):
        return getattr(thing, f"get_{name}_display")()
    return strip_tags(str(localize(template_localtime(getattr(thing, name) or ""))))


class PictureForm(StaleFormMixin, forms.PictureForm):
    """Set as `WAGTAILIMAGES_IMAGE_FORM_BASE`."""


class DocumentForm(StaleFormMixin, forms.DocumentForm):
    """Set as `WAGTAILDOCS_DOCUMENT_FORM_BASE`."""
