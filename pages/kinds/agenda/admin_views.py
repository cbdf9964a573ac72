"""Admin view that makes a draft of the history of a past activity."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .event_drafts import history_above, make_event, may_become_event
from .models import ActivityPage

BECOME_EVENT = gettext_lazy("Make it an event of the history")


class BecomeEvent(WagtailAdminTemplateMixin, TemplateView):
    """Ask, then make the draft and open it; pressed again, open the one that was made."""

    page_title = BECOME_EVENT
    header_icon = "history"
    template_name = "agenda/admin/become_event.html"

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponseBase:
        self.activity = get_object_or_404(ActivityPage, pk=page_id)
        if not may_become_event(self.activity, request.user):
            raise PermissionDenied
        return super().dispatch(request, page_id)

    def get_page_subtitle(self) -> str:
        return self.activity.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict]:
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.activity.pk])
        return [
            *super().get_breadcrumbs_items(),
            {"url": edit_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        event, is_new = make_event(self.activity, request.user)
        if not event.is_descendant_of(history_above()):
            said = _("The event that was made of this activity is in the bin: it is restored here.")
            messages.error(request, said)
            return redirect("trash")
        said = (
            _("This draft is made of the activity. Complete it: themes, sources, what came of it.")
            if is_new
            else _("This event was made of the activity before.")
        )
        messages.success(request, said)
        return redirect("wagtailadmin_pages:edit", event.pk)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(activity=self.activity, **kwargs)
