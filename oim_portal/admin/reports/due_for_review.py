"""Report on pages that are due for review, and the view that marks one as reviewed."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

import django_filters
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import date as formatted
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request

from pages.models import BasePage, CheckedMixin, PageReview
from pages.models.review import is_checked

from .base import ButtonColumn, StaffReport, edit_url

SOON = timedelta(days=30)
#: Label of the buttons that renew a page.
STILL_TRUE = gettext_lazy("It still answers")
WHEN = [("soon", gettext_lazy("Within 30 days too")), ("all", gettext_lazy("All that have a date"))]


def people(request):
    cared_for = BasePage.objects.exclude(responsible=None).values("responsible")
    return get_user_model().objects.filter(pk__in=cared_for)


class ToReviewFilterSet(WagtailFilterSet):
    when = django_filters.ChoiceFilter(
        label=gettext_lazy("Due"),
        choices=WHEN,
        empty_label=gettext_lazy("Past their date"),
        method="leave",
    )
    responsible = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Person responsible"), queryset=people
    )

    class Meta:
        model = BasePage
        fields = ["when", "responsible"]

    def leave(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        return pages

    def filter_queryset(self, pages: QuerySet) -> QuerySet:
        """Exclude pages that are not due yet, unless the filter includes them."""
        pages = super().filter_queryset(pages)
        today = timezone.localdate()
        limits = {"soon": today + SOON, "all": None}
        limit = limits.get(self.form.cleaned_data.get("when"), today)
        return pages.filter(due__lte=limit) if limit else pages


def pages_due(pages: QuerySet[BasePage]) -> QuerySet[BasePage]:
    """Return the pages that have a date of review, annotated as `due`.

    They are public, or were until the end that staff renew (`CheckedMixin`).
    """
    shown = Q(live=True) | Q(is_checked(), expired=True)
    return PageReview.with_due_date(pages.filter(shown)).exclude(due=None)


class ToReviewReport(StaffReport):
    """Public pages past their date of review, longest overdue first."""

    model = BasePage
    page_title = gettext_lazy("To review")
    header_icon = "calendar-check"
    slug = "por-revisar"
    menu_order = 21
    index_url_name = "to_review_report"
    filterset_class = ToReviewFilterSet
    default_ordering = "due"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), sort_key="title", get_url=edit_url),
            Column("kind", label=_("Kind"), accessor=lambda p: capfirst(p.content_type.name)),
            Column("due", label=_("Due"), sort_key="due"),
            Column("responsible", label=_("Person responsible")),
            Column("last", label=_("Last reviewed"), accessor=last_review),
            Column("end", label=_("Valid until"), accessor=end_of),
            Column("reports", label=_("Did not answer, in 30 days"), accessor="reports"),
            ButtonColumn(
                "button",
                label="",
                button_label=button_label,
                get_url=review_url,
                back_url=self.back_url,
            ),
        ]

    def get_base_queryset(self) -> QuerySet[BasePage]:
        mine = self.permission_policy.instances_user_has_any_permission_for(
            self.request.user, {"change"}
        )
        related = ("content_type", "responsible", "review__reviewed_by")
        return pages_due(mine).select_related(*related)

    def decorate_paginated_queryset(self, pages):
        found = visitor_reports(pages)
        for page in pages:
            page.reports = found.get(page.pk, "")
        return pages


def visitor_reports(pages: Iterable[BasePage]) -> dict[int, int]:
    """Return what visitors said of pages, by their key: one query for each type that is asked."""
    keys = defaultdict(list)
    for page in pages:
        keys[page.specific_class or BasePage].append(page.pk)
    found = {}
    for model, ours in keys.items():
        found |= model.visitor_reports(ours)
    return found


def is_renewed(page: BasePage) -> bool:
    """Return whether staff renew a page until a date, instead of reading it again."""
    return issubclass(page.specific_class or BasePage, CheckedMixin)


def button_label(page: BasePage) -> str:
    return str(STILL_TRUE) if is_renewed(page) else _("Reviewed today")


def review_url(page: BasePage) -> str:
    return reverse("renew_page" if is_renewed(page) else "reviewed_today", args=[page.pk])


def end_of(page: BasePage) -> datetime | None:
    """Return until when a page is valid, if staff renew it."""
    return page.expire_at if is_renewed(page) else None


def last_review(page: BasePage) -> str:
    review = getattr(page, "review", None)
    if review is None:
        return ""
    return " · ".join(
        str(part) for part in (formatted(review.reviewed_on), review.reviewed_by) if part
    )


@require_POST
def reviewed_today(request: HttpRequest, page_id: int) -> HttpResponse:
    """Record that a user who may edit a page has reviewed it today; the next date follows."""
    page = get_object_or_404(BasePage, pk=page_id, live=True, depth__gt=1)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    review = PageReview.record(page, request.user)
    messages.success(
        request,
        _("'%(page)s' is reviewed. It is due again on %(date)s.")
        % {"page": page.title, "date": formatted(review.next_on)},
    )
    return redirect(get_valid_next_url_from_request(request) or reverse("to_review_report"))
