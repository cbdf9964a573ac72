"""View that compares a translation with the Spanish, and confirms it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from pages.models import BasePage, TranslationState
from pages.translations.permissions import may_confirm, visible_to
from pages.translations.states import SOURCE, State, confirm
from pages.translations.text_units import digest_of_all, missing_fields, texts_of

from .side_by_side import rows_of


def may_be_confirmed(state: TranslationState, instance: Model) -> bool:
    """Return whether there is anything to confirm: a translation that is not current already."""
    if state.state != State.MISSING:
        return state.state != State.CURRENT
    if isinstance(instance, BasePage) and state.language not in instance.translated_languages():
        return False
    # Texts without a translation stay missing when the others are confirmed.
    return state.missing < state.texts and not state.confirmed_digest


class CompareTranslation(WagtailAdminTemplateMixin, TemplateView):
    """The public texts side by side, with a button that confirms the translation."""

    page_title = gettext_lazy("Compare the translation")
    header_icon = "globe"
    template_name = "translations/compare.html"

    def setup(self, request: HttpRequest, pk: int) -> None:
        super().setup(request, pk=pk)
        self.next_url = get_valid_next_url_from_request(request)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        self.state = get_object_or_404(visible_to(request.user), pk=kwargs["pk"])
        self.object = self.state.content_object
        if self.object is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return f"{self.state.title} ({self.state.language_name})"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("translations_report"), "label": _("Translations")},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs) -> dict:
        state, page = self.state, self.object
        is_page = isinstance(page, BasePage)
        missing, _count = missing_fields(page, SOURCE, state.language)
        return super().get_context_data(
            state=state,
            rows=rows_of(state, page),
            missing=len(missing),
            digest=digest_of_all(texts_of(page, SOURCE)),
            may_confirm=may_be_confirmed(state, page) and may_confirm(self.request.user, page),
            edit_url=AdminURLFinder(self.request.user).get_edit_url(page),
            spanish_url=page.url_in(SOURCE) if is_page else None,
            translated_url=page.url_in(state.language) if is_page else None,
            next_url=self.next_url,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        if not may_confirm(request.user, self.object):
            raise PermissionDenied
        if not may_be_confirmed(self.state, self.object):
            raise Http404
        if request.POST.get("digest") != digest_of_all(texts_of(self.object, SOURCE)):
            messages.warning(
                request, _("The Spanish has just changed. Compare it again, then confirm.")
            )
            return redirect(request.get_full_path())
        confirm(self.state, self.object, request.user)
        if self.state.missing:
            messages.warning(
                request,
                _("The translation is confirmed (%s). What has no translation stays listed.")
                % self.state.language_name,
            )
        else:
            messages.success(
                request, _("The translation is confirmed (%s).") % self.state.language_name
            )
        return redirect(self.next_url or reverse("translations_report"))
