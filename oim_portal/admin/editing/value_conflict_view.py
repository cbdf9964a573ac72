"""Conflict of two texts of a snippet or setting: differences field by field, merging, the view."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.fields import RichTextField
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.rich_text import get_text_for_indexing

from oim_portal.publishing.digest import plain
from pages.languages import has_text

from ..page_view import StaffView
from ..stale_forms import FIELD, KEPT_VALUES, last_change, state_in, state_of, stored
from .stale_values import form_for, keep, made_of

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """A field, or a list of rows, in which two texts differ.

    `choice` is the default: 'theirs' for a field that only one of the two people has changed.
    """

    name: str
    label: str
    theirs: str
    mine: str
    choice: str


def differences(
    current: models.Model, kept: models.Model, loaded: models.Model | None, user
) -> list[Difference]:
    """Return where a stored conflict differs from the current object; `loaded` is their base."""
    form = form_for(current, user=user)
    labels = {name: field.label or name for name, field in form.fields.items()}
    for name in getattr(form, "formsets", {}):
        labels[name] = current._meta.get_field(name).related_model._meta.verbose_name_plural
    return [
        Difference(
            name,
            str(capfirst(label)),
            *shown(current, kept, name),
            THEIRS if loaded is not None and said(kept, name) == said(loaded, name) else MINE,
        )
        for name, label in labels.items()
        if said(current, name) != said(kept, name)
    ]


def merge(current: models.Model, kept: models.Model, names: list[str]) -> None:
    """Copy these fields and rows of a stored conflict to the current object."""
    for name in names:
        value = getattr(kept, name)
        setattr(current, name, list(value.all()) if is_rows(kept, name) else value)


def is_rows(thing: models.Model, name: str) -> bool:
    return thing._meta.get_field(name).one_to_many


def said(thing: models.Model, name: str):
    """Return the value of a field, or of a list of rows, for comparison."""
    if is_rows(thing, name):
        return [
            [said(row, field.name) for field in texts_of(row)] for row in getattr(thing, name).all()
        ]
    field = thing._meta.get_field(name)
    value = plain(field.value_from_object(thing), field) or ""
    if isinstance(field, RichTextField) and not has_text(value):
        return ""
    return " ".join(value.split()) if isinstance(value, str) else value


def texts_of(row: models.Model) -> list[models.Field]:
    """Return the fields of a row that people fill in."""
    return [
        field
        for field in row._meta.concrete_fields
        if field.editable and not field.primary_key and not field.is_relation
    ]


def shown(current: models.Model, kept: models.Model, name: str) -> tuple[str, str]:
    """Return both texts of a field as people read them; raw if they would look alike."""
    texts = as_read(current, name), as_read(kept, name)
    return texts if texts[0] != texts[1] else (str(said(current, name)), str(said(kept, name)))


def as_read(thing: models.Model, name: str) -> str:
    """Return the value of a field, or of a list of rows, as people read it."""
    if is_rows(thing, name):
        rows = getattr(thing, name).all()
        return "\n".join(
            ", ".join(filter(None, (as_read(row, field.name) for field in texts_of(row))))
            for row in rows
        )
    field, value = thing._meta.get_field(name), getattr(thing, name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in (None, ""):
        return ""
    if field.choices:
        return str(getattr(thing, f"get_{name}_display")())
    if isinstance(field, RichTextField):
        return get_text_for_indexing(value).strip()
    if isinstance(field, models.DateTimeField):
        return _("%s, Ecuador's time") % localize(localtime(value))
    return str(value)


class ValueConflictView(StaffView, TemplateView):
    """A stored text next to the current values, and a choice of either, or for each field.

    The text that is replaced is stored the same way, so that no choice loses a text.
    """

    page_title = gettext_lazy("Two texts")
    header_icon = "warning"
    template_name = "editing/values.html"

    def setup(self, request: HttpRequest, entry_id: int) -> None:
        super().setup(request, entry_id=entry_id)
        self.entry = get_object_or_404(
            ModelLogEntry, pk=entry_id, action=KEPT_VALUES, data__has_key="kept"
        )
        self.model = self.entry.content_type.model_class()
        kept, loaded = self.entry.data["kept"], self.entry.data["loaded"]
        self.kept = made_of(self.model, kept)
        self.loaded = made_of(self.model, loaded) if loaded else None
        if self.kept is None:  # it refers to an object that is gone
            raise Http404

    def is_allowed(self) -> bool:
        self.edit_url = AdminURLFinder(self.request.user).get_edit_url(self.current())
        return bool(self.edit_url)

    def current(self, lock: bool = False) -> Model:
        """Return the object as it is stored; 404 if it has been deleted."""
        things = self.model._base_manager.filter(pk=self.entry.object_id)
        thing = (things.select_for_update(of=("self",)) if lock else things).first()
        if thing is None:
            raise Http404
        return thing

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        with transaction.atomic():
            thing = self.current(lock=True)
            if state_in(request.POST) != stored(thing):
                messages.warning(
                    request, _("It has been saved again meanwhile: compare once more.")
                )
                return redirect(request.path)
            names = self.chosen_names(thing)
            if not names:
                messages.info(
                    request, _("Nothing was changed. The other text stays in the site's history.")
                )
                return redirect(self.edit_url)
            merge(thing, self.kept, names)
            try:
                thing.full_clean()
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return self.get(request)
            replaced, change = self.current(), last_change(thing)
            keep(replaced, change.user if change else None)
            thing.save()
            log(instance=thing, action="wagtail.edit", user=request.user, content_changed=True)
        messages.success(
            request, _("Saved. The text that it replaces stays in the site's history.")
        )
        return redirect(self.edit_url)

    def chosen_names(self, thing: Model) -> list[str]:
        """Return the fields and rows for which the stored text was chosen."""
        whole = self.request.POST.get("choice")
        return [
            each.name
            for each in self.differences(thing)
            if (whole or self.request.POST.get(f"take-{each.name}")) == MINE
        ]

    def differences(self, thing: Model) -> list[Difference]:
        return differences(thing, self.kept, self.loaded, self.request.user)

    def get_page_subtitle(self) -> str:
        return self.entry.label

    def places_above(self) -> list[dict]:
        return [{"url": self.edit_url, "label": self.entry.label}]

    def get_context_data(self, **kwargs) -> dict:
        thing = self.current()
        differences = self.differences(thing)
        chosen = {each.name: self.request.POST.get(f"take-{each.name}") for each in differences}
        return super().get_context_data(
            entry=self.entry,
            change=last_change(thing),
            differences=[(each, chosen[each.name] or each.choice) for each in differences],
            field=FIELD,
            state=state_of(thing),
            edit_url=self.edit_url,
            **kwargs,
        )
