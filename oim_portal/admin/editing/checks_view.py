"""The checks of what a page's form holds, for the panel 'Checks'; Wagtail's own, of its preview.

The form was stored by Wagtail's preview a moment ago, and is read back as the preview reads it.
"""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView

from oim_portal.admin.page_checks import checks_of
from oim_portal.trash.tree import get_page_or_404
from pages.models import WordToAvoid

CHECKED = ("empty-heading", "empty-table-header", "heading-order", "link-name", "p-as-heading")


class ChecksMixin:
    """Answers with the checks as a part of a page of HTML; 409 if the form cannot be read."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        state = self.get_form_state_queryset().first()
        form = self.get_form(QueryDict(state.data) if state else QueryDict())
        if not self.validate_form(form):
            return HttpResponse(status=409)
        form.save(commit=False)
        checks = checks_of(self.object, WordToAvoid.all_forms())
        context = {"checks": checks, "page": self.object, "now": timezone.localtime()}
        return render(request, "editing/checks.html", context)


class ChecksOnEdit(ChecksMixin, PreviewOnEditView):
    """The checks of a page that exists, and is not in the trash."""

    def get_object(self):
        get_page_or_404(self.kwargs["page_id"])
        return super().get_object()


class ChecksOnCreate(ChecksMixin, PreviewOnCreateView):
    """The checks of a page that has not been saved yet."""


class TextChecker(ContentCheckerItem):
    """Wagtail's checks by axe of the preview, of the text alone: what an editor can mend."""

    axe_include = ["main"]
    axe_run_only = [*CHECKED]


def check_text_alone(request: HttpRequest, items: list, page: object) -> None:
    """Replace Wagtail's item in the bar of a preview (hook `construct_wagtail_userbar`)."""
    items[:] = [TextChecker() if isinstance(each, ContentCheckerItem) else each for each in items]
