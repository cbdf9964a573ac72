"""Views of the trash: the list of deletions, and the confirmation before restoring."""

import django_filters
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import FormView
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from oim_portal.accounts.models import SignedInRequest
from pages.models import BasePage

from .files import restore_file
from .models import RETENTION, Deletion
from .page_moves import restore_page, still_unread
from .restoring import RestorePageForm, may_restore, visible_to
from .tree import lock_tree
from .usage import places


class TrashFilterSet(WagtailFilterSet):
    deleted_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Deleted at"), widget=DateRangePickerWidget
    )
    deleted_by = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Deleted by"), queryset=lambda request: people(request)
    )

    class Meta:
        model = Deletion
        fields = ["kind", "deleted_at", "deleted_by"]


def people(request: SignedInRequest) -> QuerySet:
    """Return the users whose deletions the current user sees."""
    deletions = visible_to(request.user).order_by().values("deleted_by")
    return get_user_model().objects.filter(pk__in=deletions)


def restore_url(deletion: Deletion) -> str:
    return reverse("trash_restore", args=[deletion.pk])


def day_of_removal(deletion: Deletion) -> str:
    return date_format(localtime(deletion.gone_on))


class TrashView(ReportView):
    """List of what was deleted in the days of RETENTION and not restored, newest first."""

    model = Deletion
    page_title = gettext_lazy("Bin")
    header_icon = "bin"
    index_url_name = "trash"
    index_results_url_name = "trash_results"
    template_name = "trash/index.html"
    filterset_class = TrashFilterSet
    default_ordering = "-deleted_at"
    is_searchable = False
    list_export = ["title", "kind", "address", "deleted_at", "deleted_by", "gone_on"]

    columns = [
        TitleColumn("title", label=gettext_lazy("Title"), get_url=restore_url, sort_key="title"),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("address", label=gettext_lazy("Address")),
        DateColumn("deleted_at", label=gettext_lazy("Deleted at"), sort_key="deleted_at"),
        UserColumn("deleted_by", label=gettext_lazy("Deleted by")),
        Column("gone_on", label=gettext_lazy("Gone for good"), accessor=day_of_removal),
    ]

    def get_queryset(self) -> QuerySet[Deletion]:
        return visible_to(self.request.user)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(days=RETENTION.days, **kwargs)


class RestoreView(WagtailAdminTemplateMixin, FormView):
    """Confirmation of restoring, which asks for another place if the former one is taken."""

    page_title = gettext_lazy("Restore")
    header_icon = "rotate"
    template_name = "trash/restore.html"
    request: SignedInRequest

    def setup(self, request: HttpRequest, pk: int) -> None:
        super().setup(request, pk=pk)
        self.next_url = get_valid_next_url_from_request(request)

    @transaction.atomic
    def dispatch(self, request: SignedInRequest, *args, **kwargs) -> HttpResponseBase:
        if request.method == "POST":
            lock_tree()  # so that the chosen parent is not deleted, nor this restored, meanwhile
        self.deletion = Deletion.objects.filter(pk=kwargs["pk"]).first()
        if self.deletion is None:
            messages.info(request, _("That is not in the bin any more."))
            return redirect(self.next_url or "trash")
        if not visible_to(request.user).filter(pk=self.deletion.pk).exists():
            raise PermissionDenied
        self.may_restore = may_restore(request.user, self.deletion)
        if request.method == "POST" and not self.may_restore:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, form_class=None) -> forms.Form:
        if self.deletion.kind != Deletion.Kind.PAGE:
            return forms.Form(**self.get_form_kwargs())
        return RestorePageForm(
            deletion=self.deletion, user=self.request.user, **self.get_form_kwargs()
        )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        user = self.request.user
        if self.deletion.kind == Deletion.Kind.PAGE:
            place = form.cleaned_data
            page = restore_page(self.deletion, user, place["parent"], place["slug"])
            target = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
            if unread := still_unread(self.deletion.states):
                return self.redirect_to_reading(unread)
        else:
            restore_file(self.deletion, user)
            target = reverse("trash")
        messages.success(
            self.request, _("'%(title)s' is back as it was.") % {"title": self.deletion.title}
        )
        return redirect(self.next_url or target)

    def redirect_to_reading(self, unread: list[BasePage]) -> HttpResponse:
        """List the pages that are back as drafts, and show the text of the first."""
        messages.warning(
            self.request,
            _("Back as a draft, since somebody has to read it before it is public: %s.")
            % ", ".join(page.specific.get_admin_display_title() for page in unread),
        )
        return redirect("review_read", unread[0].pk)

    def get_page_subtitle(self) -> str:
        return self.deletion.title

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("trash"), "label": TrashView.page_title},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs) -> dict:
        states = self.deletion.states
        form = kwargs.setdefault("form", self.get_form())
        first = getattr(form, "first", None)
        return super().get_context_data(
            media=form.media,
            first=first,
            may_restore_first=first and may_restore(self.request.user, first),
            deletion=self.deletion,
            may_restore=self.may_restore,
            page_count=len(states),
            live_count=sum(state["live"] for state in states),
            places=places(self.deletion.thing, self.request.user),
            trash_url=reverse("trash"),
            **kwargs,
        )
