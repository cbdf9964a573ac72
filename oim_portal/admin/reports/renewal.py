"""View by which staff say that a page that they have checked is still true, and until when."""

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from oim_portal.admin.page_view import PageView
from oim_portal.publishing.undo import renew
from pages.models.publishing_guard import NotRead
from pages.models.review import LONGEST, SUGGESTED
from pages.scheduling import BrowserDateInput

from .due_for_review import STILL_TRUE, is_renewed


class RenewalForm(forms.Form):
    """Form of the last day on which a page is valid, by default the suggested one."""

    until = forms.DateField(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy("The last day; a year from today at most."),
        widget=BrowserDateInput,
        required=False,
    )

    def clean_until(self) -> datetime:
        """Return the end of the day in Ecuador."""
        today = timezone.localdate()
        day = self.cleaned_data["until"] or today + SUGGESTED
        if not today <= day < today + LONGEST:
            raise ValidationError(_("A day from today on, and a year from today at most."))
        midnight = datetime.combine(day + timedelta(days=1), datetime.min.time())
        return timezone.make_aware(midnight)


class RenewPage(PageView, FormView):
    """Renew a page for users who may edit it; lists post without a day, which is suggested then."""

    form_class = RenewalForm
    page_title = STILL_TRUE
    header_icon = "check"
    template_name = "reports/renew.html"

    def setup(self, request: HttpRequest, page_id: int) -> None:
        super().setup(request, page_id=page_id)
        if not is_renewed(self.page):
            raise Http404
        self.page = self.page.specific

    def get_initial(self) -> dict:
        return {"until": timezone.localdate() + SUGGESTED}

    def get_context_data(self, **kwargs) -> dict:
        reports = self.page.visitor_reports([self.page.pk]).get(self.page.pk, 0)
        return super().get_context_data(
            reports=reports,
            is_public=self.page.live or self.page.is_ended,
            label=STILL_TRUE,
            next=get_valid_next_url_from_request(self.request),
            **kwargs,
        )

    def form_valid(self, form: RenewalForm) -> HttpResponse:
        until = form.cleaned_data["until"]
        try:
            renew(self.page, self.request.user, until)
        except NotRead as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, error.messages)
        if form.errors:
            return self.form_invalid(form)
        last = date_format(timezone.localdate(until) - timedelta(days=1))
        text = _("“%(page)s” is checked today, and valid until %(date)s.")
        text %= {"page": self.get_page_subtitle(), "date": last}
        button = messages.button(self.request.path, _("Change the date"))
        messages.success(self.request, text, buttons=[button])
        return redirect(
            get_valid_next_url_from_request(self.request) or reverse("to_review_report")
        )
