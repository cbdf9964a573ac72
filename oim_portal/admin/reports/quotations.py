"""Report on quotations that the history does not say any more, or never said."""

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from history.models import HistoryPage
from history.models.quotation import QuotingMixin
from history.quoting import differences, told_in
from pages.contract import page_types
from pages.models import BasePage

from .base import StaffReport
from .columns import LinesColumn


class QuotationsReport(StaffReport):
    """Events and programmes whose quotation differs from the public history, by title."""

    model = BasePage
    page_title = gettext_lazy("Quotations that no longer agree")
    header_icon = "openquote"
    slug = "citas"
    menu_order = 24
    index_url_name = "quotations_report"
    default_ordering = "title"
    export_filename = "citas"
    list_export = ["title", "differences_in_words"]
    export_headings = {
        "title": gettext_lazy("Title"),
        "differences_in_words": gettext_lazy("What does not agree"),
    }

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), sort_key="title", get_url=edit_url),
            LinesColumn("why", label=_("What does not agree"), accessor=self.lines_of),
        ]

    @cached_property
    def found(self) -> dict[int, list[str]]:
        """What does not agree, by the key of its page; a page without a quotation is left out."""
        history = HistoryPage.current()
        told = {code: told_in(code, history) for code, _name in settings.LANGUAGES}
        quoting = Q()
        for code in told:
            quoting |= Q(**{f"quotation_{code}__gt": ""})
        models = [model for model in page_types() if issubclass(model, QuotingMixin)]
        pages = [page for model in models for page in model.objects.filter(quoting, live=True)]
        lines = {page.pk: differences(page, told) for page in pages}
        return {key: each for key, each in lines.items() if each}

    def get_base_queryset(self) -> QuerySet[BasePage]:
        policy = self.permission_policy
        mine = policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return BasePage.objects.filter(pk__in=mine.values("pk")).filter(pk__in=list(self.found))

    def decorate_paginated_queryset(self, pages):
        for page in pages:
            page.differences_in_words = "\n".join(self.lines_of(page))
        return pages

    def lines_of(self, page: BasePage) -> list[str]:
        return self.found.get(page.pk, [])


def edit_url(page: BasePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
