"""View that mails its user, which proves that mail leaves the portal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .before_publishing import BeforePublishingReport


class MailProofView(WagtailAdminTemplateMixin, TemplateView):
    """Asks, then sends a mail to the user's own address, as all mail of the portal goes."""

    page_title = gettext_lazy("Send a test mail")
    header_icon = "mail"
    template_name = "reports/mail_proof.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not request.user.has_perm("accounts.add_user"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        report = {"url": reverse("before_publishing"), "label": BeforePublishingReport.page_title}
        return [*super().get_breadcrumbs_items(), report, {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest) -> HttpResponse:
        address = request.user.email
        text = _("This test mail has arrived: the portal's mail reaches you.")
        send_mail(_("Test mail of the portal"), text, None, [address])
        said = _("A mail is on its way to %(address)s. If it does not arrive, look at the health.")
        messages.success(request, said % {"address": address})
        return redirect("before_publishing")
