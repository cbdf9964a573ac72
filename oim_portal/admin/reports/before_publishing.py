"""Report on what the office still has to do before the portal is published, and the test mail."""

from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn

from oim_portal.admin.page_view import StaffView
from oim_portal.operations.readiness import OpenPoint, open_points

from .base import StaffReport


class BeforePublishingReport(StaffReport):
    """The open points that the user can act on, each with a link to its place."""

    page_title = gettext_lazy("Before publishing")
    header_icon = "list-ul"
    template_name = "reports/before_publishing.html"
    slug = "antes-de-publicar"
    menu_order = 5
    index_url_name = "before_publishing"

    columns = [
        TitleColumn("text", label=gettext_lazy("What is missing"), get_url=lambda point: point.url),
        Column("why", label=gettext_lazy("Why it matters")),
    ]

    @cached_property
    def points(self) -> list[OpenPoint]:
        return open_points(self.request.user)

    def get_queryset(self) -> list[OpenPoint]:
        return self.points

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(is_open=bool(self.points), **kwargs)


class MailProofView(StaffView, TemplateView):
    """Asks, then sends a mail to the user's own address, as all mail of the portal goes."""

    page_title = gettext_lazy("Send a test mail")
    header_icon = "mail"
    template_name = "reports/mail_proof.html"

    def is_allowed(self) -> bool:
        return self.request.user.has_perm("accounts.add_user")

    def places_above(self) -> list[dict]:
        return [{"url": reverse("before_publishing"), "label": BeforePublishingReport.page_title}]

    def post(self, request: HttpRequest) -> HttpResponse:
        address = request.user.email
        text = _("This test mail has arrived: the portal's mail reaches you.")
        send_mail(_("Test mail of the portal"), text, None, [address])
        said = _("A mail is on its way to %(address)s. If it does not arrive, look at the health.")
        messages.success(request, said % {"address": address})
        return redirect("before_publishing")
