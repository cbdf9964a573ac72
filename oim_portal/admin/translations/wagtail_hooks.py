"""Hooks of the comparison of translations: its URL, and the buttons on a page's form."""

from collections.abc import Iterator

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from pages.models import BasePage, TranslationState
from pages.translations.permissions import may_confirm

from .several import ConfirmTranslations
from .views import CompareTranslation, may_be_confirmed


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("traducciones/", ConfirmTranslations.as_view(), name="confirm_translations"),
        path("traducciones/<int:pk>/", CompareTranslation.as_view(), name="compare_translation"),
    ]


@hooks.register("register_page_header_buttons")
def compare_buttons(page: BasePage, user, view_name: str, next_url=None) -> Iterator[Button]:
    """Yield a button for each public translation that is to be confirmed."""
    if view_name == "edit" and page.live and may_confirm(user, page):
        for state in TranslationState.objects.of(page).order_by("language"):
            if may_be_confirmed(state, page):
                address = reverse("compare_translation", args=[state.pk])
                back = urlencode({"next": reverse("wagtailadmin_pages:edit", args=[page.pk])})
                yield Button(
                    _("Confirm the translation: %s") % state.language_name,
                    url=f"{address}?{back}",
                    icon_name="globe",
                    priority=25,
                )
