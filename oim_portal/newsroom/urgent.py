"""Publishing alone: possible for a publisher who says why, and listed.

A publisher may publish at once what others wrote. What they wrote themselves waits for somebody
else's eyes; where it cannot, they give a reason, which stands in the page's history and in the
report on urgent publications.
"""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import AbstractPage, Revision

from oim_portal.redirects.consequences import consequences, renamed_path
from oim_portal.redirects.views import changes_address
from pages.models import BasePage
from pages.revisions import mark_of

from .authorship import wrote
from .screen import PageScreen

ACTION = "newsroom.publish_urgently"
# What the buttons of `reason_buttons` send as the value of 'action-publish', and what it means.
REASONS = {
    "corrects-an-error": gettext_lazy("It corrects an error."),
    "is-urgent": gettext_lazy("It is urgent for people."),
}


class ReasonForm(forms.Form):
    """Why a page is published before anybody else has read it."""

    reason = forms.CharField(
        label=gettext_lazy("Why can it not wait?"),
        help_text=gettext_lazy("One sentence. It stays in the page's history and is listed."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    revision = forms.CharField(widget=forms.HiddenInput)


def ask_for_a_reason(request: HttpRequest, page: AbstractPage) -> HttpResponse | None:
    """Keep somebody from publishing what they wrote before they say why (`before_publish_page`).

    The draft has been saved, and the person may publish; None lets the publication go on. A button
    that says why publishes at once.
    """
    if not wrote(page, request.user):
        return None
    reason = REASONS.get(request.POST.get("action-publish"))
    if reason is None:
        return redirect("newsroom_urgent", page.pk)
    return publish_because(request, page, page.latest_revision, str(reason))


def publish_because(
    request: HttpRequest, page: AbstractPage, revision: Revision, reason: str
) -> HttpResponse:
    """Publish a version for this reason, say so, and return where to go then."""
    record_and_publish(page, revision, request.user, reason)
    page.refresh_from_db()
    title = page.get_admin_display_title()
    if page.live and not page.has_unpublished_changes:
        button = messages.button(page.get_url(request), _("See the page"))
        text = _("“%s” is public. Your reason is in its history.") % title
        messages.success(request, text, buttons=[button])
    else:
        messages.success(request, _("“%s” will be published on its date.") % title)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def record_and_publish(page: AbstractPage, revision: Revision, user, reason: str) -> None:
    """Publish a version, and write into the page's history why nobody else has read it."""
    with transaction.atomic():
        log(instance=page, action=ACTION, user=user, revision=revision, data={"reason": reason})
        PublishPageRevisionAction(revision, user=user).execute()


def refuse_own_pages(request: HttpRequest, action_type: str, pages, action) -> HttpResponse | None:
    """Keep a bulk publication from publishing what the person wrote (`before_bulk_action`)."""
    if action_type != "publish" or action.models != [BasePage] or request.method != "POST":
        return None
    chosen = list(pages)
    if action.cleaned_form.cleaned_data["include_descendants"]:
        chosen += [below for page in pages for below in page.get_descendants().not_live()]
    own = [page for page in chosen if wrote(page, request.user)]
    if not own:
        return None
    titles = ", ".join(page.get_admin_display_title() for page in own)
    messages.error(
        request, _("Nothing was published: you wrote %s. Publish it by itself.") % titles
    )
    return redirect(action.next_url)


class PublishUrgently(PageScreen, FormView):
    """Asks for a reason, publishes the newest draft, and writes both into the page's history."""

    form_class = ReasonForm
    page_title = gettext_lazy("Publish without a second reader")
    header_icon = "warning"
    template_name = "newsroom/publish_urgently.html"

    def setup(self, request: HttpRequest, page_id: int) -> None:
        super().setup(request, page_id=page_id)
        self.revision = self.page.get_latest_revision()

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        rights = self.page.permissions_for_user(request.user)
        if not rights.can_publish() or self.page.get_lock() or self.revision is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict:
        return {"revision": mark_of(self.revision)}

    def get_context_data(self, **kwargs) -> dict:
        compared = ["live" if self.page.live else "earliest", "latest"]
        draft = self.revision.as_object()
        # Whoever comes here by another way than the editor's has not been told of them.
        if changes_address(draft):
            path = renamed_path(self.page, draft.slug)
            kwargs["changes"] = consequences(self.page, self.request.user, path)
        return super().get_context_data(
            page=self.page,
            draft=draft,
            may_submit=self.page.permissions_for_user(
                self.request.user
            ).can_submit_for_moderation(),
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            compare_url=reverse(
                "wagtailadmin_pages:revisions_compare", args=[self.page.pk, *compared]
            ),
            **kwargs,
        )

    @transaction.atomic
    def form_valid(self, form: ReasonForm) -> HttpResponse:
        # No autosave comes between the comparison and the publication.
        locked = BasePage.objects.select_for_update().get(pk=self.page.pk)
        revision = locked.get_latest_revision()
        if form.cleaned_data["revision"] != mark_of(revision):
            messages.error(self.request, _("Somebody has changed the page meanwhile. Look again."))
            return redirect("newsroom_urgent", self.page.pk)
        reason = form.cleaned_data["reason"]
        return publish_because(self.request, self.page, revision, reason)
