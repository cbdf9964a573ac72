"""Views of links to drafts: where publishers make and revoke them, and what they show."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, override
from django.views.decorators.http import require_safe
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.log_actions import log

from oim_portal.admin.page_view import PageView
from oim_portal.publishing.draft_links import SHARED, DraftLink, find_open
from oim_portal.trash.tree import is_in_trash
from oim_portal.web.cache_control import PRIVATE

from .sheets import NOTHING, PLAIN, Comparison

DAYS = {3: gettext_lazy("3 days"), 7: gettext_lazy("a week"), 30: gettext_lazy("30 days")}


class LinkForm(forms.Form):
    recipient = forms.CharField(
        label=gettext_lazy("For whom"),
        help_text=gettext_lazy("A name or an office. It stays in the page's history."),
        max_length=100,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long"), choices=DAYS.items(), coerce=int, initial=7
    )


class DraftLinks(PageView, FormView):
    """Make a link to the newest draft of a page, and revoke links, for whoever may publish it."""

    form_class = LinkForm
    page_title = gettext_lazy("Show the draft by a link")
    header_icon = "link"
    template_name = "review/draft_links.html"

    def is_allowed(self) -> bool:
        return self.rights.can_publish()  # of a locked page too: a link may have to be revoked

    def get_context_data(self, **kwargs) -> dict:
        links = DraftLink.objects.filter(page=self.page.pk).select_related("made_by")
        return super().get_context_data(links=links, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        number = request.POST.get("revoke", "")
        if not number:
            return super().post(request, *args, **kwargs)
        key = int(number) if number.isdecimal() and len(number) < 10 else 0
        get_object_or_404(DraftLink, pk=key, page=self.page.pk).revoke(request.user)
        messages.success(request, _("The link shows nothing any more."))
        return redirect("draft_links", self.page.pk)

    def form_valid(self, form: LinkForm) -> HttpResponse:
        recipient = form.cleaned_data["recipient"]
        DraftLink.objects.create(
            page_id=self.page.pk,
            recipient=recipient,
            made_by=self.request.user,
            ends_at=timezone.now() + timedelta(days=form.cleaned_data["days"]),
        )
        user, data = self.request.user, {"recipient": recipient}
        log(instance=self.page, action=SHARED, user=user, data=data)
        messages.success(self.request, _("The link is below. Copy it and send it."))
        return redirect("draft_links", self.page.pk)


@require_safe
def shared_draft(request: HttpRequest, key: str) -> HttpResponse:
    """Show the newest draft of a page by a link, in the language of `idioma`."""
    link = find_open(key)
    if link is None or is_in_trash(link.page):
        raise Http404
    page = link.page.specific
    revision = page.get_latest_revision()
    if revision is None:
        raise Http404
    comparison = Comparison(page, NOTHING, str(revision.pk), request)
    asked = request.GET.get("idioma", "")
    language = asked if asked in comparison.languages else settings.LANGUAGE_CODE
    headers = {
        "Cache-Control": PRIVATE,
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }
    if not page.has_unpublished_changes and (url := page.url_in(language, request)):
        link.opened()
        return HttpResponseRedirect(url, headers=headers)
    names = dict(settings.LANGUAGES)  # each in itself
    languages = [(code, names[code]) for code in comparison.languages]
    context = {"link": link, "languages": languages, "language": language}
    with override(language):
        bar = render_to_string("review/shared_draft_bar.html", context)
    html = comparison.sheet(language, PLAIN, above=bar)
    if not html:
        raise Http404
    if request.method == "GET":
        link.opened()
    return HttpResponse(html, headers=headers)
