"""View of the alert on every page: publishers write it, see it as visitors will, and put it up."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy, override
from django.views.generic import UpdateView
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList, Panel
from wagtail.log_actions import log
from wagtail.models import Site
from wagtail.permissions import policy_registry

from oim_portal.admin.page_view import StaffView
from pages.languages import has_text, language_codes, localized
from pages.models import BasePage, PortalSettings
from pages.models.settings import alert_panels

from ..stale_forms import StaleFormMixin


def may_alert(user: AbstractBaseUser) -> bool:
    """Return whether a user may put up an alert, which takes the right to publish pages."""
    return policy_registry.get_by_type(BasePage).user_has_permission(user, "publish")


class AlertForm(StaleFormMixin, WagtailAdminModelForm):
    """Form of the alert; one without an end would stay when nobody thinks of it any more."""

    def clean(self) -> dict:
        cleaned = super().clean()
        codes = language_codes()
        self.is_shown = any(has_text(cleaned.get(f"alert_{code}")) for code in codes)
        until, now = cleaned.get("alert_until"), timezone.now()
        if self.is_shown and not until and "alert_until" not in self.errors:
            self.add_error("alert_until", _("Say when the alert ends."))
        if self.is_shown and until and until <= now:
            self.add_error("alert_until", _("This has passed: choose an end to come."))
        for name in ("alert_from", "alert_until"):
            if cleaned.get(name) and cleaned[name] > now + timedelta(days=366):
                self.add_error(name, _("Choose a day within a year."))
        return cleaned


class AlertView(StaffView, UpdateView):
    """Form view of the alert; the button that previews saves nothing."""

    page_title = gettext_lazy("Alert")
    header_icon = "warning"
    template_name = "quick_actions/alert.html"

    def is_allowed(self) -> bool:
        return may_alert(self.request.user)

    def get_object(self, queryset=None) -> PortalSettings:
        return PortalSettings.for_site(Site.find_for_request(self.request))

    @cached_property
    def edit_handler(self) -> Panel:
        return ObjectList(alert_panels(), base_form_class=AlertForm).bind_to_model(PortalSettings)

    def get_form_class(self) -> type[ModelForm]:
        return self.edit_handler.get_form_class()

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"for_user": self.request.user}

    def form_valid(self, form: ModelForm) -> HttpResponse:
        if "preview" in self.request.POST:
            return self.render_to_response(
                self.get_context_data(form=form, previews=previews(form.instance))
            )
        form.save()
        log(instance=form.instance, action="wagtail.edit", user=self.request.user)
        said = _("The alert is saved: visitors see it until its end.") if form.is_shown else ""
        messages.success(self.request, said or _("There is no alert any more."))
        return redirect("wagtailadmin_home")

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        panel = self.edit_handler.get_bound_panel(
            instance=form.instance, request=self.request, form=form
        )
        context["has_unsaved_changes"] = form.is_bound  # else the line says that it is saved
        return context | {"panel": panel, "media": panel.media + form.media, "action_url": ""}


def previews(settings: PortalSettings) -> list[str]:
    """Return a document with the alert in each language that shows one, as a page shows it."""
    found: list[str] = []
    for code in language_codes():
        with override(code):
            if alert := localized(settings, "alert"):
                context = {"alert": alert, "language": code}
                found.append(render_to_string("quick_actions/alert_preview.html", context))
    return found
