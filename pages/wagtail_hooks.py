"""What this app adds to Wagtail's admin."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from .models import BasePage
from .translation_review import ConfirmTranslation, languages_to_review, may_confirm


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    return [
        path(
            "traducciones/<int:page_id>/<str:language>/",
            ConfirmTranslation.as_view(),
            name="confirm_translation",
        )
    ]


@hooks.register("register_page_header_buttons")
def confirm_translation_buttons(page: BasePage, user, view_name: str, next_url=None):
    """Offer to confirm each published translation that nobody has reviewed."""
    if view_name == "edit" and page.live and may_confirm(user, page):
        for code, name in languages_to_review(page):
            yield Button(
                _("Confirm the translation: %s") % name,
                url=reverse("confirm_translation", args=[page.pk, code]),
                icon_name="globe",
                priority=25,
            )


@hooks.register("insert_editor_js")
def link_to_any_page() -> SafeString:
    return format_html('<script src="{}"></script>', static("pages/link-to-any-page.js"))
