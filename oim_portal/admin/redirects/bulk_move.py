"""Bulk action that moves pages, with the same confirmation as the move of a single page."""

from collections.abc import Iterable

from django import forms
from django.http import HttpResponse
from django.template.response import TemplateResponse
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction, MoveForm

from pages.models import BasePage


class AskedMoveForm(MoveForm):
    """Wagtail's form, which also says for which destination the impact was shown."""

    shown_for = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MovePages(MoveBulkAction):
    """Bulk action in place of Wagtail's: it shows the impact before the pages move."""

    form_class = AskedMoveForm
    template_name = "redirects/bulk_move.html"

    def get_actionable_objects(self) -> tuple[list[BasePage], dict]:
        """Return the pages that move, none below another, and those that stay, by reason.

        Of two pages that would get the same address, the second stays.
        """
        pages, staying = super().get_actionable_objects()
        pages = outermost(pages)
        if self.cleaned_form is None:
            return pages, staying
        moving: dict[str, BasePage] = {}
        for page in pages:
            if moving.setdefault(page.slug, page) is not page:
                staying["pages_with_duplicate_slugs"].append(self.object_context(page))
        return list(moving.values()), staying

    def prepare_action(self, pages: list[BasePage], staying: dict) -> HttpResponse | None:
        """Show the impact, unless it was shown for this destination; None lets the pages move."""
        answer = super().prepare_action(pages, staying)
        destination = self.cleaned_form.cleaned_data["chooser"]
        if answer or self.cleaned_form.cleaned_data["shown_for"] == destination.pk:
            return answer
        self.destination = destination
        context = self.get_context_data(form=self.asked_form(destination))
        return TemplateResponse(
            self.request, self.template_name, context | {"destination": destination}
        )

    def asked_form(self, destination: BasePage) -> AskedMoveForm:
        unbound = {"data": None, "files": None}
        return self.form_class(
            **self.get_form_kwargs() | unbound | {"initial": {"shown_for": destination.pk}}
        )


def outermost(pages: Iterable[BasePage]) -> list[BasePage]:
    """Return the pages that are not below another one of them, in the order of the tree."""
    found: list[BasePage] = []
    for page in sorted(pages, key=lambda page: page.path):
        if not found or not page.path.startswith(found[-1].path):
            found.append(page)
    return found
