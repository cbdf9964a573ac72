"""View of find and replace: every place of some words in the texts of all pages."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from oim_portal.publishing.found_texts import Place, pages_with, places_in, things_with
from oim_portal.publishing.replacement_runs import (
    LeftAlone,
    content_of_draft,
    obstacles,
    replace_in_page,
    token_of,
)
from pages.languages import language_names
from pages.models import BasePage
from pages.text_replacement import Wanted

from .changes import labels_of
from .replacement_run import PagesWorkView, tell_of

#: Pages on a screen, and how many are read for it; places of one page, each a box to tick.
ON_SCREEN, READ_AT_MOST, PLACES_OF_A_PAGE = 25, 200, 100


class ReplaceForm(forms.Form):
    """What is to be found, and what takes its place; the names are those of the URL."""

    que = forms.CharField(label=gettext_lazy("Find"), max_length=100)
    con = forms.CharField(label=gettext_lazy("Replace with"), max_length=100, required=False)
    idioma = forms.ChoiceField(
        label=gettext_lazy("Language of the text"),
        choices=[("", gettext_lazy("All languages")), *language_names().items()],
        required=False,
    )
    palabras = forms.BooleanField(
        label=gettext_lazy("Whole words only"), required=False, initial=True
    )
    mayusculas = forms.BooleanField(label=gettext_lazy("Capitals as I write them"), required=False)
    tildes = forms.BooleanField(label=gettext_lazy("Accents as I write them"), required=False)

    def clean_que(self) -> str:
        text = self.cleaned_data["que"]
        if sum(map(str.isalnum, text)) < 2:
            raise ValidationError(_("Write at least two letters or digits."))
        return text

    def clean(self) -> None:
        if self.cleaned_data.get("que") == self.cleaned_data.get("con"):
            self.add_error("con", _("That is what stands there already."))

    @property
    def wanted(self) -> Wanted:
        asked = self.cleaned_data
        switches = asked["palabras"], asked["mayusculas"], asked["tildes"]
        return Wanted(asked["que"], asked["con"], asked["idioma"], *switches)


@dataclass(frozen=True)
class Found:
    """A page with its places; `gone` are those that the draft no longer has in public."""

    page: BasePage
    places: list[Place]
    gone: list[Place]
    token: str
    obstacle: str

    @property
    def labelled(self) -> list[tuple[str, Place]]:
        labels = labels_of(self.page.specific_class)
        spanish = f"display_title_{settings.LANGUAGE_CODE}"
        names = {place.field: place.field for place in self.places} | {"title": spanish}
        return [
            (labels.get(names[place.field], place.field), place)
            for place in self.places[:PLACES_OF_A_PAGE]
        ]

    @property
    def more(self) -> int:
        return max(0, len(self.places) - PLACES_OF_A_PAGE)


def is_new(place: Place, others: list[Place]) -> bool:
    return (place.field, place.match) not in [(each.field, each.match) for each in others]


class FindAndReplace(PagesWorkView):
    """Lists every place of some words, and saves drafts in which those that are ticked differ."""

    page_title = gettext_lazy("Find and replace")
    header_icon = "search"
    template_name = "review/replace.html"

    @cached_property
    def form(self) -> ReplaceForm:
        return ReplaceForm(self.request.GET if "que" in self.request.GET else None)

    def found(self, keys: list[int], wanted: Wanted) -> tuple[list[Found], int]:
        """Return the first of the pages that hold the words, and how many were read for it."""
        found: list[Found] = []
        count = 0
        while count < min(len(keys), READ_AT_MOST) and len(found) < ON_SCREEN:
            batch = keys[count : count + ON_SCREEN]
            related = ("latest_revision", "live_revision")
            pages = [*self.pages.filter(pk__in=batch).select_related(*related).order_by("path")]
            reasons = obstacles(pages, self.request.user)
            for page in pages:
                content = content_of_draft(page, page.latest_revision)
                places = places_in(page.specific_class, content, wanted)
                gone = []
                if page.live and page.has_unpublished_changes and page.live_revision:
                    public = places_in(page.specific_class, page.live_revision.content, wanted)
                    gone = [each for each in public if is_new(each, places)]
                if places or gone:
                    token, reason = token_of(content), reasons.get(page.pk, "")
                    found.append(Found(page, places, gone, token, reason))
            count += len(batch)
        return found, count

    def get_context_data(self, **kwargs) -> dict:
        if not (self.form.is_bound and self.form.is_valid()):
            return super().get_context_data(form=self.form, **kwargs)
        wanted, start = self.form.wanted, self.request.GET.get("desde", "")
        first = int(start) if re.fullmatch("[0-9]{1,6}", start) else 0
        keys = [*pages_with(self.pages, wanted).values_list("pk", flat=True)]
        found, count = self.found(keys[first:], wanted)
        query = self.request.GET.copy()
        query["desde"] = str(first + count)
        finder = AdminURLFinder(self.request.user)
        by_hand = [] if first else things_with(wanted)
        return super().get_context_data(
            form=self.form,
            wanted=wanted,
            found=found,
            next=f"?{query.urlencode()}" if first + count < len(keys) else "",
            by_hand=[
                (f"{capfirst(each._meta.verbose_name)}: {each}", finder.get_edit_url(each), matches)
                for each, matches in by_hand
            ],
            may_replace=any(each.places and not each.obstacle for each in found),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        if not (self.form.is_valid() and self.form.wanted.replacement):
            messages.error(request, _("Write what takes its place."))
            return self.get(request, **kwargs)
        chosen: dict[int, set[int]] = defaultdict(set)
        for name in request.POST.getlist("place"):
            if re.fullmatch("[0-9]{1,9}-[0-9]{1,9}", name):
                page, number = map(int, name.split("-"))
                chosen[page].add(number)
        run, count = uuid4(), 0
        for page in self.pages.filter(pk__in=chosen).order_by("path"):
            shown, numbers = request.POST.get(f"shown-{page.pk}", ""), chosen[page.pk]
            try:
                replace_in_page(page, shown, numbers, self.form.wanted, request.user, run)
                count += 1
            except LeftAlone as reason:
                tell_of(request, page, reason)
        if not count:
            messages.error(request, _("Nothing was replaced."))
            return redirect(request.get_full_path())
        return redirect("replacement_run", run)
