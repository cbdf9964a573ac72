"""View that shows several translations, one below the other, and confirms those that are ticked."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder

from oim_portal.admin.language_numbers import numbers_apart
from oim_portal.admin.page_view import StaffView
from pages.models import TranslationState
from pages.translations.permissions import may_confirm, visible_to
from pages.translations.states import SOURCE, State, confirm
from pages.translations.text_units import digest_of_all, texts_of

from .side_by_side import Row, rows_of
from .views import may_be_confirmed

AT_ONCE = 10


@dataclass(frozen=True)
class Translation:
    """A translation to confirm: its texts, and a digest of both languages as they are shown."""

    state: TranslationState
    instance: Model
    rows: list[Row]
    digest: str
    edit_url: str | None

    @property
    def numbers_differ(self) -> bool:
        """Whether a number stands in one language alone."""
        return any(
            numbers_apart({SOURCE: "".join(part.words for part in row.today), "": row.translation})
            for row in self.rows
        )

    @property
    def is_ticked(self) -> bool:
        """Whether nothing asks for a look: no number apart, no text without a translation.

        Nor a change of a link, a picture or the layout of the Spanish, which no word here shows.
        """
        is_odd = any(row.is_missing or row.change == "otherwise" for row in self.rows)
        return not is_odd and not self.numbers_differ


def digest_of_both(state: TranslationState, instance: Model) -> str:
    """Return a digest of the Spanish and of the translation."""
    return digest_of_all([*texts_of(instance, SOURCE), *texts_of(instance, state.language)])


class ConfirmTranslations(StaffView, TemplateView):
    """The shortest public translations that a user may confirm, each with a box to tick."""

    page_title = gettext_lazy("Read and confirm translations")
    header_icon = "globe"
    template_name = "translations/several.html"
    page_permissions = ("publish",)

    @cached_property
    def waiting(self) -> list[tuple[TranslationState, Model]]:
        """The translations to confirm, the shortest first."""
        states = visible_to(self.request.user).exclude(state=State.CURRENT)
        states = states.prefetch_related("content_object").order_by("texts", "title", "pk")
        found = ((state, state.content_object) for state in states)
        return [
            (state, instance)
            for state, instance in found
            if instance and may_be_confirmed(state, instance)
            if may_confirm(self.request.user, instance)
        ]

    def places_above(self) -> list[dict]:
        return [{"url": reverse("translations_report"), "label": _("Translations")}]

    def get_context_data(self, **kwargs) -> dict:
        finder = AdminURLFinder(self.request.user)
        translations = [
            Translation(
                state,
                instance,
                rows_of(state, instance),
                digest_of_both(state, instance),
                finder.get_edit_url(instance),
            )
            for state, instance in self.waiting[:AT_ONCE]
        ]
        later = len(self.waiting) - len(translations)
        return super().get_context_data(translations=translations, later=later, **kwargs)

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        """Confirm what is ticked and still reads as it was shown."""
        ticked, changed, count = set(request.POST.getlist("confirm")), [], 0
        for state, instance in self.waiting:
            if str(state.pk) not in ticked:
                continue
            if request.POST.get(f"digest-{state.pk}") == digest_of_both(state, instance):
                confirm(state, instance, request.user)
                count += 1
            else:
                changed.append(state.title)
        if changed:
            messages.warning(
                request,
                _("Changed meanwhile, and not confirmed: %s. Read it again.") % ", ".join(changed),
            )
        text = ngettext("%d translation is confirmed.", "%d translations are confirmed.", count)
        if count:
            messages.success(request, text % count)
        elif not changed:
            messages.warning(request, _("Nothing is ticked, and nothing was confirmed."))
        return redirect("confirm_translations")
