"""Named revisions: 'before the campaign', to be found in a page's history.

A name is a log entry of its revision: the history shows it with the links to view that revision,
compare it and revert to it.
"""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.utils.timestamps import render_timestamp

from oim_portal.admin.page_view import PageView
from pages.models import BasePage

ACTION = "publishing.name_version"
NEWEST = 30  # revisions offered


class NameForm(forms.Form):
    """Form of a name and the revision that it is for, by default the newest."""

    name = forms.CharField(
        label=gettext_lazy("Name of the version"),
        help_text=gettext_lazy("What you would look for: 'before the campaign of May'."),
        max_length=100,
    )
    revision = forms.ModelChoiceField(
        label=gettext_lazy("Version"), queryset=None, empty_label=None
    )

    def __init__(self, *args, page: BasePage, **kwargs):
        super().__init__(*args, **kwargs)
        newest = page.revisions.order_by("-created_at").values("pk")[:NEWEST]
        versions = page.revisions.filter(pk__in=newest).order_by("-created_at")
        self.fields["revision"].queryset = versions.select_related("user")
        self.fields["revision"].label_from_instance = version_label


def version_label(revision) -> str:
    """Return when a revision was saved, and by whom."""
    saved = render_timestamp(revision.created_at)
    return f"{saved}, {revision.user}" if revision.user else saved


class NameVersion(PageView, FormView):
    """Name a revision of a page, for users who may edit the page."""

    form_class = NameForm
    page_title = gettext_lazy("Name a version")
    header_icon = "history"
    template_name = "review/name_version.html"

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"page": self.page}

    def form_valid(self, form: NameForm) -> HttpResponse:
        name = form.cleaned_data["name"]
        log(
            instance=self.page,
            action=ACTION,
            user=self.request.user,
            revision=form.cleaned_data["revision"],
            content_changed=True,  # so that the history links to the revision
            data={"name": name},
        )
        messages.success(self.request, _("The version “%s” is in the history.") % name)
        return redirect("wagtailadmin_pages:history", self.page.pk)
