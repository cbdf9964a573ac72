"""View that resolves an edit conflict of a snippet or setting, whole or field by field."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from ..stale_forms import FIELD, KEPT_VALUES, last_change, state_in, state_of, stored
from .merging import MINE, Difference, differences, merge
from .stale_values import keep, made_of


class ValueConflictView(WagtailAdminTemplateMixin, TemplateView):
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

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        thing = self.current()
        self.edit_url = AdminURLFinder(request.user).get_edit_url(thing)
        if not self.edit_url:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

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

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": self.entry.label},
            {"url": "", "label": self.page_title},
        ]

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
