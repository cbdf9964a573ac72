"""Staff confirm a translation: readers are no longer told that nobody has reviewed it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .models import BasePage, TranslationState


def languages_to_review(page: BasePage) -> list[tuple[str, str]]:
    """Return the languages (code and name) of a page's translations that wait for a review."""
    reviewed = set(page.translation_states.filter(reviewed=True).values_list("language", flat=True))
    translated = set(page.translated_languages()) - {settings.LANGUAGE_CODE} - reviewed
    return [(code, name) for code, name in settings.LANGUAGES if code in translated]


def may_confirm(user, page: BasePage) -> bool:
    """Say whether somebody may confirm: whoever may publish the page."""
    return page.permissions_for_user(user).can_publish()


class ConfirmTranslation(WagtailAdminTemplateMixin, View):
    """Asks once, then notes who confirmed the published translation of a page, and when."""

    page_title = gettext_lazy("Confirm a translation")
    header_icon = "globe"
    template_name = "pages/admin/confirm_translation.html"

    def setup(self, request: HttpRequest, page_id: int, language: str) -> None:
        super().setup(request, page_id=page_id, language=language)
        self.page = get_object_or_404(BasePage, pk=page_id, depth__gt=1)
        self.language = language

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_confirm(request.user, self.page):
            raise PermissionDenied
        self.name = dict(languages_to_review(self.page)).get(self.language)
        if self.name is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            page=self.page,
            language_name=self.name,
            spanish_url=self.page.url_in(settings.LANGUAGE_CODE),
            translated_url=self.page.url_in(self.language),
            edit_url=self.edit_url,
            **kwargs,
        )

    def get(self, request: HttpRequest, **kwargs) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, **kwargs) -> HttpResponse:
        TranslationState.objects.update_or_create(
            page=self.page,
            language=self.language,
            defaults={
                "reviewed": True,
                "reviewed_by": request.user,
                "reviewed_at": timezone.now(),
            },
        )
        messages.success(request, _("The translation is confirmed (%s).") % self.name)
        return redirect(self.edit_url)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])
