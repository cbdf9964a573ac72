"""Report on quotations that the history does not say any more, or never said."""

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from history.models import HistoryPage
from history.models.quotation import QuotingMixin
from history.quoting import differences, told_in
from pages.contract import page_types
from pages.models import BasePage

from .base import LinesColumn, StaffReport, edit_url


class QuotationsReport(StaffReport):
    """Events and programmes whose quotation differs from the public history, by title."""

    model = BasePage
    page_title = gettext_lazy("Quotations that no longer match")
    header_icon = "openquote"
    slug = "citas"
    menu_order = 24
    index_url_name = "quotations_report"
    default_ordering = "title"

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
        return self.permitted().filter(pk__in=list(self.found))

    def lines_of(self, page: BasePage) -> list[str]:
        return self.found.get(page.pk, [])
